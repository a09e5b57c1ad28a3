// What a directory does not have is nobody's key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Identity } from "../../src/crypto/identity/index.ts";
import { recipientHash } from "../../src/crypto/keys/index.ts";
import { ZeroHash, hashOf, memberParty, newID, teamParty, utf8 } from "../../src/crypto/note/index.ts";
import { Directory, TeamKeys } from "../../src/directory/index.ts";
import { checkpointNote, signedBytes, witnessed } from "../../src/crypto/translog/index.ts";
import { Disk, Tab, Written } from "./scripted.ts";

const w = new Written().grow(20);

/** A directory of a hub that has a log and none of its records. */
const bare = (): Directory => new Directory(new Tab(new Disk(), w).records(), {}, w.policy(), newID());

test("nothing is sealed to a party without a key, nor to a recipient that is withheld", async () => {
  const dir = bare();
  for (const party of [teamParty(newID()), memberParty(newID()), "r" + newID()]) assert.throws(() => dir.recipient(party), { code: "E06", message: /no current key/ }, party);
  await assert.rejects(dir.recipientAt(hashOf(utf8("recipient"))), { code: "E06" });
  await assert.rejects(dir.file(hashOf(utf8("sealed key"))), { code: "E08" });
});

test("a checkpoint is of one log, and a witness's signature has its length", async () => {
  const [log, cp, now] = [w.log, w.at(20), 1_771_200_000];
  const policy = w.policy();
  await policy.verify(w.signed(20, now, now));
  const elsewhere = checkpointNote("another/dir", cp); // that the log and its witnesses signed as well
  const at = new Uint8Array(8);
  new DataView(at.buffer).setBigUint64(0, BigInt(now));
  const cosigned = w.witnesses.map((witness) => witness.line(witnessed(elsewhere, now), at));
  const other = signedBytes({ origin: "another/dir", ...cp, signatures: [log.line(elsewhere), ...cosigned] });
  await assert.rejects(policy.verify(other), { code: "E13" });
  const text = checkpointNote(log.key.name, cp);
  const short = w.witnesses.map((witness) => ({ ...witness.line(text), data: witness.line(text).data.slice(0, 7) }));
  const cut = signedBytes({ origin: log.key.name, ...cp, signatures: [log.line(text), ...short] });
  await assert.rejects(policy.verify(cut), { code: "E13" });
});

test("a member opens grants to the own key and to the own teams, and to nobody else's", async () => {
  const [own, other] = [await Identity.generate(), await Identity.generate()];
  const member = newID();
  const keys = new TeamKeys(bare(), member, own);
  const rh = recipientHash(own.recipient);
  assert.equal(await keys.forRecipient(memberParty(member), rh), own);
  await assert.rejects(keys.forRecipient(memberParty(newID()), rh), { code: "E07" });
  await assert.rejects(keys.forRecipient(memberParty(member), recipientHash(other.recipient)), { code: "E07" });
  await assert.rejects(keys.forRecipient(teamParty(newID()), rh), { code: "E06" });
});

test("a key that no epoch of a team has is not its key", async () => {
  const [own, held] = [await Identity.generate(), await Identity.generate()];
  const team = newID();
  const newest = { epoch: 0, team, rcpt: recipientHash(held.recipient), members: [], chain: ZeroHash };
  const book = { team: () => newest, teamAt: (_: string, epoch: number) => (epoch === 0 ? newest : undefined) };
  const keys = new TeamKeys({ book } as unknown as Directory, newID(), own); // no more of it is asked
  await assert.rejects(keys.forRecipient(teamParty(team), newest.rcpt), { code: "E07" }); // no line is for this member
  keys.hold(held);
  assert.equal(await keys.forRecipient(teamParty(team), newest.rcpt), held);
  await assert.rejects(keys.forRecipient(teamParty(team), hashOf(utf8("another"))), { code: "E07" });
});
