import { Identity, isIdentity } from "../identity/index.ts";
import { type Recipient, recipientHash } from "../keys/index.ts";
import { type Bytes, Form, type Hash, type Line, fail, isID, isNum, isParty, line, once, same } from "../note/index.ts";
import { open, seal } from "./seal.ts";

/** The text that gives a party the case key of an epoch (FORMAT.md S9). */
export const grantForm = new Form({
  label: "grant",
  fields: [once("xnonce", isID), once("epoch", isNum), once("party", isParty), once("identity", isIdentity)],
});

/**
 * The text that gives a team's key of an epoch to a member, to the recovery key,
 * or (chain) to the epoch after it (FORMAT.md S10).
 */
export const teamKeyForm = new Form({
  label: "teamkey",
  fields: [
    once("org", isID),
    once("tid", isID),
    once("epoch", isNum),
    once("to", isHolder),
    once("identity", isIdentity),
  ],
});

function isHolder(text: string): boolean {
  return text === "recovery" || text === "chain" || isID(text);
}

/**
 * Builds a text of that form and seals it. The lines are all of the form's, the
 * identity last. What the form cannot hold is E01, a recipient that is no
 * post-quantum key E14.
 */
export async function sealSecret(to: Recipient, form: Form, lines: readonly Line[]): Promise<Bytes> {
  return seal(to, form.build(...lines));
}

/**
 * The only road by which a sealed secret comes into use (FORMAT.md S12): one
 * post-quantum stanza (E14), opened to its end (E18), a text of that form (E01)
 * whose other lines are exactly context (E09), and an identity whose recipient has
 * the hash that somebody signed (E07). Context holds every line of the form but the
 * identity. The hash of the file itself is for the caller, before this (E08).
 */
export async function openSecret(
  by: Identity,
  file: Bytes,
  form: Form,
  context: readonly Line[],
  want: Hash,
): Promise<Identity> {
  const text = await open(by, file);
  const secret = form.parse(text).get("identity");
  if (!isOf(form, [...context, line("identity", secret)], text)) {
    fail("E09", `this ${form.label} belongs to another place`);
  }
  const identity = await Identity.parse(secret);
  if (recipientHash(identity.recipient) !== want) {
    fail("E07", `this ${form.label} holds another key than was signed for`);
  }
  return identity;
}

/** Whether a text is just these lines. A context that is not whole builds nothing, and nothing equals nothing. */
function isOf(form: Form, lines: readonly Line[], text: Bytes): boolean {
  try {
    return same(form.build(...lines), text);
  } catch {
    return false;
  }
}
