import { fail, same, type Bytes } from "../crypto/note/index.ts";

/**
 * Home is what a browser keeps for one member, by name, as files in folders. What
 * lies there is public (records, hashes), signed, or sealed to the member:
 *
 *	directory/     public records by hash, mailboxes by name
 *	log/           the lines of the directory log, in parts
 *	checkpoint     the newest of the log that was verified, as it was signed
 *	exchanges/     what was verified of each exchange: signed and sealed bytes only
 *	self           name and salt, sealed to the member
 *	outbox/        signed entries whose arrival is not confirmed yet
 *	unasked/       for each of them that the hub was never asked to take: that it was not
 *	letters/       what begins an exchange and waits for the hub, sealed to the member
 *	failed/        entries and letters that could not be sent any more
 *	accepts/       finished acceptances that wait for a co-signature, sealed to the member
 *	cosigned/      for each offer the hash of the one acceptance that was co-signed
 *	uploads/       attachments under way: sealed pieces, and a record sealed to the member
 *	positions      how far the changes of each party were seen
 *	swept          when what has ended was last swept away
 */
export interface Home {
  read(name: string): Promise<Bytes | undefined>;
  write(name: string, bytes: Bytes): Promise<void>;
  /** readAll reads many, in the order asked; writeAll makes many changes at once, all or none. */
  readAll(names: readonly string[]): Promise<(Bytes | undefined)[]>;
  writeAll(changes: Changes): Promise<void>;
  remove(name: string): Promise<void>;
  /** list names what lies in a folder, without the folder, sorted. */
  list(folder: string): Promise<string[]>;
  readonly locks: Locks;
}

/** Changes are files to write, and, where there are no bytes, to take away. */
export type Changes = readonly (readonly [name: string, bytes: Bytes | undefined])[];

/** Locks hold for all tabs of this browser that serve the same member. */
export interface Locks {
  /** only runs act while nobody else has the lock. */
  only<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** share runs act beside others that share, but not beside who has it alone. */
  share<T>(name: string, act: () => Promise<T>): Promise<T>;
  /** attempt is only, but gives undefined when the lock is not free now. */
  attempt<T>(name: string, act: () => Promise<T>): Promise<T | undefined>;
}

/** once stores bytes under a name that is given away once: the same bytes again are fine, others are E31. */
export function once(home: Home, name: string, bytes: Bytes): Promise<void> {
  return home.locks.only("once", async () => {
    const had = await home.read(name);
    if (had === undefined) await home.write(name, bytes);
    else if (!same(had, bytes)) fail("E31", "this was given to a colleague already");
  });
}

/** move keeps bytes under another name. */
export async function move(home: Home, from: string, to: string): Promise<void> {
  const bytes = await home.read(from);
  if (bytes === undefined) return;
  await home.writeAll([[to, bytes], [from, undefined]]);
}
