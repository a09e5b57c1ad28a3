import { codeOf, fail, newID, utf8, type Bytes, type TeamID, type XID } from "../crypto/note/index.ts";
import { bind, open, seal } from "../crypto/seal/index.ts";
import type { SendFile, Sent } from "../worker/protocol.ts";
import { move, type Changes } from "./home.ts";
import type { Member } from "./member.ts";
import { noDraft, type Origin } from "./origin.ts";
import { bareName, outboxName, resume, takeOut, unknownOutcome, Waits, xidOf, type TakenBack } from "./outbox.ts";
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
export function sendOrWait(m: Member, l: Letter, origin: Origin = noDraft(m)): Promise<Sent> {
  const id = `letter-${newID()}`;
  return m.home.locks.only(id, async () => {
    const { files, upload: _, ...bare } = l;
    const letter = files.length === 0 && l.flow !== "handoff" ? bare : null;
    const signed: Begun[] = [];
    try {
      const exchange = await send(m, l, keepingWith(m, id, letter, signed, origin, "forgotten"));
      await m.home.remove(nameOf(id));
      return { exchange, waits: "" };
    } catch (err) {
      const [begun] = signed;
      if (codeOf(err) === "") throw err; // what was signed stays, and is looked at by sendWaiting
      if (begun !== undefined) {
        const exchange = xidOf(begun.genesis);
        if (await lies(m, begun)) return { exchange, waits: id };
        await m.home.remove(nameOf(id)); // it arrived, and what failed came after it
        return { exchange, waits: "" };
      }
      if (codeOf(err) === "E27" && letter !== null) {
        await origin.lay([[nameOf(id), await sealed(m, id, { letter, begun: null })]], id);
        return { exchange: "", waits: id };
      }
      throw err;
    }
  });
}

/** replyOrWait is reply, but what lies in the outbox is no failure. */
export async function replyOrWait(
  m: Member, xid: XID, team: TeamID | "", document: unknown, files: readonly SendFile[], upload: string,
  origin: Origin = noDraft(m),
): Promise<Sent> {
  try {
    await reply(m, xid, team, document, files, upload, origin);
    return { exchange: xid, waits: "" };
  } catch (err) {
    if (!(err instanceof Waits) || err.finished.entry.type !== "post") throw err;
    m.tell({ event: "changed", exchanges: [xid] }); // it stands there, as not sent yet
    return { exchange: xid, waits: bareName(err.finished) };
  }
}

/**
 * takeBack takes back what waits under a name: it is a draft again, and is not sent.
 * What is being sent is waited for; what the hub may have is not taken back.
 */
export function takeBack(m: Member, waits: string, origin: Origin): Promise<TakenBack> {
  if (!waits.startsWith("letter-")) return takeOut(m, waits, origin);
  return m.home.locks.only(waits, async () => {
    const kept = await m.home.read(nameOf(waits));
    if (kept === undefined) return (await m.home.read(`failed/${waits}`)) === undefined ? "went" : "back";
    if ((await opened(m, waits, kept)).begun !== null) return "unknown";
    await origin.lay([[nameOf(waits), undefined]], "");
    return "back";
  });
}

/** stillWaits says whether something waits under this name, went, or could not be sent. */
export async function stillWaits(m: Member, waits: string): Promise<"waits" | "failed" | "went"> {
  const isIn = async (folder: string): Promise<boolean> => (await m.home.read(`${folder}/${waits}`)) !== undefined;
  if ((await isIn("letters")) || (await isIn("outbox"))) return "waits";
  return (await isIn("failed")) ? "failed" : "went";
}

/**
 * sendWaiting sends what waits, as far as the hub takes it now, and tells what became
 * of it. What is laid there meanwhile is for the next time: a letter begun now is not
 * known here, and what its zaak says of it must not go first.
 */
export async function sendWaiting(m: Member): Promise<void> {
  const held = new Set<string>();
  const lying = await m.home.list("outbox");
  for (const id of await m.home.list("letters")) {
    if (m.ended.aborted) return; // locked: nothing is signed any more
    const mine = await m.home.locks.attempt(id, async () => (await sendLetter(m, id, held), true));
    if (mine === undefined) await hold(m, id, held); // it is under way, perhaps in another tab
  }
  const { arrived, names, failed } = await resume(m, held, lying);
  arrived.forEach((exchange, i) => m.tell({ event: "sent", exchange, what: "entry", id: names[i] ?? "" }));
  for (const { xid, name } of failed) m.tell({ event: "sent", exchange: xid, what: "failed", id: name });
}

async function hold(m: Member, id: string, held: Set<string>): Promise<void> {
  const kept = await m.home.read(nameOf(id));
  if (kept === undefined) return;
  try {
    const { begun } = await opened(m, id, kept);
    if (begun) held.add(begun.genesis).add(begun.link);
  } catch (err) {
    if (codeOf(err) === "") throw err; // else who has it in hand tells
  }
}

/** sendLetter sends one letter; what its zaak says of it is held until it is known to stand. */
async function sendLetter(m: Member, id: string, held: Set<string>): Promise<void> {
  const kept = await m.home.read(nameOf(id));
  if (kept === undefined) return;
  const signed: Begun[] = [];
  try {
    const { letter, begun } = await opened(m, id, kept);
    if (begun !== null) signed.push(begun);
    let exchange = begun === null ? undefined : await putAgain(m, id, begun, letter, signed);
    if (exchange === undefined && letter !== null) {
      const keeping = keepingWith(m, id, letter, signed, noDraft(m), "unsigned");
      exchange = await send(m, { ...letter, files: [], upload: "" }, keeping);
    }
    await m.home.remove(nameOf(id));
    m.tell({ event: "sent", exchange: exchange ?? "", what: "entry", id });
  } catch (err) {
    if (codeOf(err) === "") throw err;
    const [begun] = signed;
    if (begun !== undefined && !(await lies(m, begun))) {
      await m.home.remove(nameOf(id)); // it arrived, and what failed came after it
      m.tell({ event: "sent", exchange: xidOf(begun.genesis), what: "entry", id });
    } else if (unknownOutcome(err)) {
      if (begun !== undefined) held.add(begun.genesis).add(begun.link);
    } else {
      await move(m.home, nameOf(id), `failed/${id}`);
      m.tell({ event: "sent", exchange: "", what: "failed", id });
    }
  }
}

/** lies says whether what was signed for a letter is in the outbox still: not known to have arrived. */
async function lies(m: Member, { genesis }: Begun): Promise<boolean> {
  return (await m.home.read(`outbox/${genesis}`)) !== undefined;
}

/**
 * putAgain puts what was signed, the same bytes. What the hub refuses now, because
 * its time has passed, is forgotten with what the zaak would say of it: undefined
 * when the letter can be made again, else the refusal is thrown.
 */
async function putAgain(
  m: Member, id: string, b: Begun, letter: Waiting["letter"], signed: Begun[],
): Promise<XID | undefined> {
  const frame = await m.home.read(`outbox/${b.genesis}`);
  if (frame === undefined) return xidOf(b.genesis); // it arrived, and only that was not noted
  try {
    await m.hub.put(frame);
  } catch (err) {
    if (unknownOutcome(err)) throw err;
    const kept = letter === null ? await m.home.read(nameOf(id)) : await sealed(m, id, { letter, begun: null });
    const lasting: Changes = letter === null ? [[nameOf(id), undefined], [`failed/${id}`, kept]] : [[nameOf(id), kept]];
    await m.home.writeAll([...without(b), ...lasting]);
    signed.length = 0;
    if (letter !== null) return undefined;
    throw err;
  }
  await m.home.remove(`outbox/${b.genesis}`);
  return xidOf(b.genesis);
}

/** without are the changes that take what was signed out of the outbox. */
function without(b: Begun): Changes {
  return [b.genesis, b.link].filter((name) => name !== "").map((name) => [`outbox/${name}`, undefined]);
}

/**
 * keepingWith keeps what was signed and the letter it was signed for in one stroke,
 * and the mark on its draft. When the hub refuses it the letter is forgotten too, or
 * is unsigned again.
 */
function keepingWith(
  m: Member, id: string, letter: Waiting["letter"], signed: Begun[], origin: Origin, refused: "forgotten" | "unsigned",
): Keeping {
  return {
    async lay(genesis, link) {
      const begun: Begun = { genesis: bareName(genesis), link: link === undefined ? "" : bareName(link) };
      const all = [genesis, ...(link === undefined ? [] : [link])];
      const kept = await sealed(m, id, { letter, begun });
      await origin.lay([...all.map((f) => [outboxName(f), f.frame] as const), [nameOf(id), kept]], id);
      signed.push(begun);
    },
    async refused() {
      const unsigned = refused === "forgotten" ? undefined : await sealed(m, id, { letter, begun: null });
      await origin.lay([...signed.flatMap(without), [nameOf(id), unsigned]], unsigned === undefined ? "" : id);
      signed.length = 0;
    },
  };
}

const nameOf = (id: string): string => `letters/${id}`;

/**
 * sealed is a letter as it waits. It will be signed with nobody looking, and anybody
 * can seal something to this member: so it is marked under its name with what only
 * the member holds.
 */
function sealed(m: Member, id: string, w: Waiting): Promise<Bytes> {
  const text = JSON.stringify(w);
  return seal(m.keys.identity.recipient, utf8(markOf(m, id, text) + text));
}

async function opened(m: Member, id: string, kept: Bytes): Promise<Waiting> {
  const plain = new TextDecoder().decode(await open(m.keys.identity, kept));
  const [mark, text] = [plain.slice(0, 64), plain.slice(64)];
  if (mark !== markOf(m, id, text)) fail("E18", "what waits here was not laid here by this member");
  return JSON.parse(text) as Waiting; // our own, as sealed wrote it
}

function markOf(m: Member, id: string, text: string): string {
  return bind(m.keys.identity, utf8(`sluis.v1/letter\n${id}\n${text}`));
}
