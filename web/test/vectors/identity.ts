import {
  type KeyringHead, Public, checkLogin, parseKeyringHead, parseLogin, recipientHash, type UnlockKind,
} from "../../src/crypto/keys/index.ts";
import {
  Identity, Method, Signer, fromPasskey, fromPhrase, inviteFromWords, mailboxFromWords, openKeyring, parseDevice,
  prfSalt,
} from "../../src/crypto/identity/index.ts";
import { codeOf, toHex, utf8 } from "../../src/crypto/note/index.ts";
import { type Read, type Result, base64, hex, load, texts } from "./vector.ts";

interface Vector {
  rule: string;
  name: string;
  code: string;
  op: string;
  in: Input;
  out?: Record<string, string>;
}

interface Input {
  text?: string;
  seed?: string;
  message?: string;
  for?: string;
  words?: string[];
  org?: string;
  member?: string;
  hub?: string;
  rp?: string;
  credential?: string;
  secret?: string;
  file?: string;
  login?: string;
  before?: string;
  head?: string;
  method?: { kind: string; id: string; identity: string; loginSeed: string };
  memberNote?: { sign: string; login: string; rcpt: string };
  seen?: number;
  key?: string;
  origin?: string;
  challenge?: string;
  hash?: string;
  manifest?: string;
  mac?: string;
}

type Out = Record<string, string>;

/** Every vector of rules I. */
export async function run(read: Read): Promise<Result[]> {
  const { vectors } = await load<{ vectors: Vector[] }>(read, "identity");
  const results: Result[] = [];
  for (const v of vectors) {
    results.push({ name: v.name, rule: v.rule, want: texts(v.code, v.out), got: await verdict(v) });
  }
  return results;
}

async function verdict(v: Vector): Promise<string> {
  try {
    return texts("", await act(v.op, v.in));
  } catch (error) {
    return texts(codeOf(error) || String(error));
  }
}

async function act(op: string, v: Input): Promise<Out> {
  switch (op) {
    case "identity":
      return { seed: toHex((await Identity.parse(v.text ?? "")).seed()) };
    case "seed": {
      const id = await Identity.fromSeed(hex(v.seed));
      return { identity: id.text(), recipient: id.recipient, rh: recipientHash(id.recipient) };
    }
    case "sign": {
      const signer = Signer.fromSeed(hex(v.seed));
      const sig = signer.sign(hex(v.message));
      return { public: signer.public.hex, keyid: sig.key, signature: sig.hex };
    }
    case "words":
      return derive(v);
    case "invite":
      return invite(v);
    case "passkey":
      return { ...describe(await fromPasskey(hex(v.credential), hex(v.secret))), salt: toHex(prfSalt(v.rp ?? "")) };
    case "device":
      return describe(await parseDevice(utf8(v.text ?? "")));
    case "head":
      return { hash: head(v.text).hash() };
    case "check":
      await head(v.text).check(Public.parse(v.login ?? ""), base64(v.file));
      return {};
    case "follows":
      head(v.text).follows(v.before === undefined ? undefined : head(v.before));
      return {};
    case "keyring":
      return open(v);
    case "login": {
      const login = parseLogin(utf8(v.text ?? ""));
      return { account: login.account, origin: login.origin };
    }
    case "answer":
      await checkLogin(parseLogin(utf8(v.text ?? "")), Public.parse(v.key ?? ""), v.origin ?? "", v.challenge ?? "");
      return {};
    default:
      throw new Error(`op ${op}`);
  }
}

function head(text: string | undefined): KeyringHead {
  return parseKeyringHead(utf8(text ?? ""));
}

function describe(m: Method): Out {
  return { kind: m.kind, id: m.id, identity: m.age.text(), login: m.login.public.hex };
}

async function invite({ words = [], org = "", hash = "", manifest = "", mac = "", ...v }: Input): Promise<Out> {
  const i = await inviteFromWords(words, org);
  if (v.for === "member") {
    i.checkMember(hash, mac);
    return { mac: i.memberMAC(hash) };
  }
  i.checkOrg(hash, manifest, mac);
  return { mac: i.orgMAC(hash, manifest) };
}

async function derive({ words = [], org = "", member = "", hub = "", ...v }: Input): Promise<Out> {
  switch (v.for) {
    case "phrase":
      return describe(await fromPhrase(words, org, member));
    case "invite": {
      const { locator, age, login } = await inviteFromWords(words, org);
      return { locator, identity: age.text(), login: login.public.hex };
    }
    case "mailbox": {
      const { rid, age, login, author } = await mailboxFromWords(words, hub);
      return { rid, identity: age.text(), login: login.public.hex, author: author.public.hex };
    }
    default:
      throw new Error(`for ${v.for}`);
  }
}

async function open(v: Input): Promise<Out> {
  if (v.method === undefined) throw new Error("no method");
  const { kind, id, identity, loginSeed } = v.method;
  const by = new Method(kind as UnlockKind, id, await Identity.parse(identity), Signer.fromSeed(hex(loginSeed)));
  const keyring = await openKeyring(utf8(v.head ?? ""), base64(v.file), by);
  if (v.memberNote !== undefined) {
    const { sign, login, rcpt } = v.memberNote;
    keyring.match(Public.parse(sign), Public.parse(login), rcpt);
  }
  keyring.notOlder(v.seen ?? 0);
  return {
    org: keyring.org,
    mid: keyring.member,
    identity: keyring.identity.text(),
    "sign-seed": toHex(keyring.sign.seed()),
    "login-seed": toHex(keyring.login.seed()),
  };
}
