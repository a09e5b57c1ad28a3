// A newcomer on the way in. Keys are in memory here; once there are two ways in, and
// before anything is told to the hub, they lie sealed in this browser too.

import { type Method, fromPhrase } from "../../crypto/identity/index.ts";
import { MinUnlocks } from "../../crypto/keys/index.ts";
import { type Bytes, type MemberID, type OrgID, codeOf, fail } from "../../crypto/note/index.ts";
import { generate, parse } from "../../crypto/words/index.ts";
import { Client, accountCode } from "../../hub/index.ts";
import { Joining as Answering, Newcomer } from "../../member/join.ts";
import { homeOn } from "../home.ts";
import type { Account, Me } from "../protocol.ts";
import { sealState } from "../state.ts";
import { fromKey, fromWords } from "../ways.ts";
import type { Door, Joining } from "./calls.ts";
import type { Around } from "./index.ts";
import { grouped } from "./organisations.ts";

/** Nobody did anything for so long: keys go from memory at the next look, and wait sealed. */
const idle = 15 * 60_000;

/** What is under way: keys that were just made, or a joining that waits. */
type Stage = { making: Newcomer; phrase: readonly string[] } | { waits: Answering; by: Method; ways: Account["ways"]; name: string };

export class Joins {
  readonly #around: Around;
  #stage: Stage | undefined;
  #until = 0;

  constructor(around: Around) {
    this.#around = around;
  }

  #client(): Client {
    const { origin, online } = this.#around.started();
    return new Client(origin, { online });
  }

  #put(stage: Stage | undefined): void {
    this.#stage = stage;
    this.#alive();
  }

  #alive(): void {
    this.#until = Date.now() + idle;
  }

  #making(): Extract<Stage, { making: Newcomer }> {
    if (this.#stage === undefined || !("making" in this.#stage)) return fail("E22", "no newcomer is on the way in");
    this.#alive();
    return this.#stage;
  }

  #told(): Joining {
    const stage = this.#stage ?? fail("E22", "no newcomer is on the way in");
    const of = "making" in stage ? stage.making : stage.waits;
    const ways = "making" in stage ? stage.making.ways.map((w) => w.kind) : stage.ways;
    const { org, member } = of;
    return { org, member, name: "making" in stage ? stage.making.name : stage.name, code: accountCode(member), ways: [...ways], answered: "waits" in stage };
  }

  async begin(org: OrgID, name: string, text: string): Promise<Joining> {
    const { trust } = this.#around.started();
    const making = await Newcomer.of({ client: this.#client(), trust, org, name: name.trim().normalize("NFC"), words: parse(text) });
    this.#put({ making, phrase: [] });
    return this.#told();
  }

  async passkey(credential: Bytes, secret: Bytes): Promise<Joining> {
    const { making } = this.#making();
    making.ways.push(await fromKey(credential, secret));
    return this.#told();
  }

  words(): { words: string[] } {
    const { making } = this.#making();
    const words = generate();
    this.#put({ making, phrase: words });
    return { words: [...words] };
  }

  async wordsBack(text: string): Promise<Joining> {
    const { making, phrase } = this.#making();
    const typed = parse(text);
    if (phrase.length === 0 || typed.join(" ") !== phrase.join(" ")) fail("E28", "these are not the new words");
    const way = await fromPhrase(typed, making.org, making.member);
    this.#put({ making, phrase: [] });
    making.ways.push(way);
    return this.#told();
  }

  /** Keeps what was made, then brings the answer; both again are a success. */
  async answer(): Promise<Joining> {
    const stage = this.#stage ?? fail("E22", "no newcomer is on the way in");
    if ("making" in stage) await this.#settle(stage.making);
    const { waits } = this.#waiting();
    this.#alive();
    await waits.answer();
    return this.#told();
  }

  async #settle(making: Newcomer): Promise<void> {
    const { org, member, ways } = making;
    const [by] = ways;
    if (by === undefined || ways.length < MinUnlocks) return fail("E29", "make a second way in first");
    const { shelf } = this.#around.started();
    const account = { org, member };
    const waits = await making.settle(homeOn(await shelf.open(account), account));
    const kinds = [...new Set(ways.map((w) => w.kind))];
    await shelf.remember({ ...account, code: accountCode(member), ways: kinds, waits: true });
    this.#put({ waits, by, ways: kinds, name: making.name });
  }

  #waiting(): Extract<Stage, { waits: Answering }> {
    if (Date.now() > this.#until) this.#stage = undefined;
    return this.#stage !== undefined && "waits" in this.#stage ? this.#stage : fail("E22", "no newcomer waits here, or it was put away");
  }

  async resume(account: Pick<Account, "org" | "member">, by: Method): Promise<Joining> {
    const { shelf, trust } = this.#around.started();
    const known = (await shelf.accounts()).find((a) => a.org === account.org && a.member === account.member && a.waits);
    if (known === undefined) return fail("E29", "this account waits for no admission");
    const waits = await Answering.resume(this.#client(), trust, homeOn(await shelf.open(account), account), by);
    this.#put({ waits, by, ways: known.ways, name: (await waits.self()).name });
    await waits.answer().catch((error: unknown) => {
      if (codeOf(error) !== "E28") throw error; // an invitation that has ended is told by the next look
    });
    return this.#told();
  }
  async resumeWords({ org, member }: Account, text: string): Promise<Joining> {
    return this.resume({ org, member }, await fromWords(text, org, member));
  }
  async resumeKey(org: OrgID, member: MemberID, credential: Bytes, secret: Bytes): Promise<Joining> {
    return this.resume({ org, member }, await fromKey(credential, secret));
  }

  /** Looks whether somebody let the newcomer in, and tells whose door it is. */
  async look(): Promise<Door | null> {
    const { waits } = this.#waiting();
    try {
      const { root, vouchers, ...door } = await waits.look();
      return { ...door, vouchers: [...vouchers], root: grouped(root) };
    } catch (error) {
      if (codeOf(error) === "E21") return null;
      throw error;
    }
  }

  /** Goes in, by the door that was shown. */
  async enter(): Promise<Me> {
    const stage = this.#waiting();
    const { waits, by } = stage;
    await waits.arrive(async (own, name) => sealState(own, name, { n: Date.now(), drafts: [], settings: {}, dropped: {} }));
    const me = await this.#around.enter({ org: waits.org, member: waits.member }, by);
    if (this.#stage === stage) this.#put(undefined);
    return me;
  }

  /** Gives it up. */
  async end(): Promise<void> {
    const stage = this.#stage;
    this.#put(undefined);
    if (stage === undefined || "making" in stage) return;
    const { org, member } = stage.waits;
    await this.#around.started().shelf.forget({ org, member });
  }
}
