import { codeOf, newID, utf8, type Bytes, type TeamID, type XID } from "../crypto/note/index.ts";
import { open, seal } from "../crypto/seal/index.ts";
import type { SendFile, Sent } from "../worker/protocol.ts";
import { move } from "./home.ts";
import type { Member } from "./member.ts";
import { outboxName, resume, unknownOutcome, Waits, xidOf } from "./outbox.ts";
import { reply, send, type Keeping, type Letter } from "./send.ts";

/** Begun is what was signed for a letter, by its names in the outbox. */
interface Begun {
  readonly genesis: string;
  readonly link: string; // "" without a zaak
}

/** Waiting is a letter that the hub does not have yet, as far as is known. */
interface Waiting {
  /** Null when it cannot be made again: it had files, or hands something over. */
  readonly letter: Omit<Letter, "files" | "upload"> | null;
  readonly begun: Begun | null;
}

/**
 * sendOrWait is send, but a hub that is away is no failure: what was to be sent
 * waits, as a draft that is signed when the hub is back, or as what was signed
 * when its fate is unknown. What hands responsibility over is refused (E27).
 */
export function sendOrWait(m: Member, l: Letter): Promise<Sent> {
  const id = `letter-${newID()}`;
  return m.home.locks.only(id, async () => {
    const { files, upload: _, ...bare } = l;
    const letter = files.length === 0 && l.flow !== "handoff" ? bare : null;
    const signed: Begun[] = [];
    try {
      const exchange = await send(m, l, keepingWith(m, id, letter, signed));
      await m.home.remove(nameOf(id));
      return { exchange, waits: "" };
    } catch (err) {
      const [begun] = signed;
      if (begun !== undefined) {
        if (codeOf(err) !== "" && unknownOutcome(err)) return { exchange: xidOf(begun.genesis), waits: id };
        await m.home.remove(nameOf(id));
      } else if (codeOf(err) === "E27" && letter !== null) {
        await m.home.write(nameOf(id), await sealed(m, { letter, begun: null }));
        return { exchange: "", waits: id };
      }
      throw err;
    }
  });
}

/** replyOrWait is reply, but what lies in the outbox is no failure. */
export async function replyOrWait(
  m: Member, xid: XID, team: TeamID | "", document: unknown, files: readonly SendFile[], upload: string,
): Promise<Sent> {
  try {
    await reply(m, xid, team, document, files, upload);
    return { exchange: xid, waits: "" };
  } catch (err) {
    if (!(err instanceof Waits) || err.finished.entry.type !== "post") throw err;
    m.tell({ event: "changed", exchanges: [xid] }); // it stands there, as not sent yet
    return { exchange: xid, waits: bareName(err.finished) };
  }
}

/** stillWaits says whether something waits under this name, went, or could not be sent. */
export async function stillWaits(m: Member, waits: string): Promise<"waits" | "failed" | "went"> {
  const lies = async (folder: string): Promise<boolean> => (await m.home.read(`${folder}/${waits}`)) !== undefined;
  if ((await lies("letters")) || (await lies("outbox"))) return "waits";
  return (await lies("failed")) ? "failed" : "went";
}

/** sendWaiting sends what waits, as far as the hub takes it now, and tells what became of it. */
export async function sendWaiting(m: Member): Promise<void> {
  const held = new Set<string>();
  for (const id of await m.home.list("letters")) {
    const mine = await m.home.locks.attempt(id, async () => (await sendLetter(m, id, held), true));
    if (mine === undefined) await hold(m, id, held); // it is under way, perhaps in another tab
  }
  const { arrived, names, failed } = await resume(m, held);
  arrived.forEach((exchange, i) => m.tell({ event: "sent", exchange, what: "entry", id: names[i] ?? "" }));
  for (const { xid, name } of failed) m.tell({ event: "sent", exchange: xid, what: "failed", id: name });
}

async function hold(m: Member, id: string, held: Set<string>): Promise<void> {
  const kept = await m.home.read(nameOf(id));
  const begun = kept && (await opened(m, kept)).begun;
  if (begun) held.add(begun.genesis).add(begun.link);
}

/** sendLetter sends one letter; what its zaak says of it is held until it is known to stand. */
async function sendLetter(m: Member, id: string, held: Set<string>): Promise<void> {
  const kept = await m.home.read(nameOf(id));
  if (kept === undefined) return;
  const { letter, begun } = await opened(m, kept);
  const signed: Begun[] = begun === null ? [] : [begun];
  try {
    let exchange = begun === null ? undefined : await putAgain(m, begun, letter !== null);
    if (exchange === undefined && letter !== null) {
      exchange = await send(m, { ...letter, files: [], upload: "" }, keepingWith(m, id, letter, signed));
    }
    await m.home.remove(nameOf(id));
    m.tell({ event: "sent", exchange: exchange ?? "", what: "entry", id });
  } catch (err) {
    if (codeOf(err) === "") throw err;
    if (unknownOutcome(err)) {
      for (const { genesis, link } of signed) held.add(genesis).add(link);
      return;
    }
    await move(m.home, nameOf(id), `failed/${id}`);
    m.tell({ event: "sent", exchange: "", what: "failed", id });
  }
}

/**
 * putAgain puts what was signed, the same bytes. What the hub refuses now, because
 * its time has passed, is forgotten with what the zaak would say of it: undefined
 * when the letter can be made again, else the refusal is thrown.
 */
async function putAgain(m: Member, b: Begun, again: boolean): Promise<XID | undefined> {
  const frame = await m.home.read(`outbox/${b.genesis}`);
  if (frame === undefined) return xidOf(b.genesis); // it arrived, and only that was not noted
  try {
    await m.hub.put(frame);
  } catch (err) {
    if (unknownOutcome(err)) throw err;
    if (b.link !== "") await m.home.remove(`outbox/${b.link}`);
    await m.home.remove(`outbox/${b.genesis}`);
    if (again) return undefined;
    throw err;
  }
  await m.home.remove(`outbox/${b.genesis}`);
  return xidOf(b.genesis);
}

/** keepingWith keeps what was signed and the letter it was signed for in one stroke. */
function keepingWith(m: Member, id: string, letter: Waiting["letter"], signed: Begun[]): Keeping {
  return async (genesis, link) => {
    const begun: Begun = { genesis: bareName(genesis), link: link === undefined ? "" : bareName(link) };
    await m.home.writeAll([
      [outboxName(genesis), genesis.frame],
      ...(link === undefined ? [] : [[outboxName(link), link.frame] as const]),
      [nameOf(id), await sealed(m, { letter, begun })],
    ]);
    signed.push(begun);
  };
}

const bareName = (f: Parameters<typeof outboxName>[0]): string => outboxName(f).slice("outbox/".length);
const nameOf = (id: string): string => `letters/${id}`;

function sealed(m: Member, w: Waiting): Promise<Bytes> {
  return seal(m.keys.identity.recipient, utf8(JSON.stringify(w)));
}

async function opened(m: Member, kept: Bytes): Promise<Waiting> {
  const plain = new TextDecoder().decode(await open(m.keys.identity, kept));
  return JSON.parse(plain) as Waiting; // sealed to this member by keepingWith and sendOrWait alone
}
