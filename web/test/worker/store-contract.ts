import { type Bytes, codeOf, newID, utf8 } from "../../src/crypto/note/index.ts";
import type { Account } from "../../src/worker/protocol.ts";
import { type Shelf, at } from "../../src/worker/store.ts";

// What every shelf must do, without anything of node, so that the same file runs
// in a browser against the real one.

export interface Outcome {
  readonly name: string;
  readonly want: string;
  readonly got: string;
}

const account = (): Account => ({ org: newID(), member: newID(), code: "K7QM2-P4XD9", ways: ["phrase"] });
const bytes = (...b: number[]): Bytes => new Uint8Array(b);
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function code(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => "",
    (error: unknown) => codeOf(error) || String(error),
  );
}

type Case = (tab: () => Shelf) => Promise<[want: unknown, got: unknown][]>;

const cases: Record<string, Case> = {
  async "what was put is there, in its table only, and is a copy"(tab) {
    const store = await tab().open(account());
    const value = bytes(1, 2, 255);
    await store.write({ table: "records", key: "a", value });
    value[0] = 9;
    const got = await store.get("records", "a");
    got?.fill(0);
    await store.write({ table: "records", key: "empty", value: bytes() });
    return [
      [bytes(1, 2, 255), await store.get("records", "a")],
      [bytes(), await store.get("records", "empty")],
      [undefined, await store.get("frames", "a")],
      [undefined, await store.get("records", "b")],
      [[bytes(1, 2, 255), undefined, bytes()], await store.getAll("records", ["a", "x", "empty"])],
      [[], await store.getAll("records", [])],
    ];
  },

  async "part of a larger buffer is stored alone"(tab) {
    const store = await tab().open(account());
    await store.write({ table: "frames", key: "a", value: new Uint8Array([1, 2, 3, 4]).subarray(1, 3) });
    const got = await store.get("frames", "a");
    return [[bytes(2, 3), got], [2, got?.buffer.byteLength]];
  },

  async "keys are sorted as their numbers are, and found by how they begin"(tab) {
    const store = await tab().open(account());
    const put = (key: string) => ({ table: "frames", key, value: utf8(key) }) as const;
    await store.write(put(at("y", 3)), put(at("x", 10)), put(at("x", 9)), put(at("x", 2 ** 53 - 1)), put(at("xx", 1)));
    const x = [at("x", 9), at("x", 10), at("x", 2 ** 53 - 1)];
    return [
      [x, await store.keys("frames", "x/")],
      [x.map((k) => [k, utf8(k)]), await store.entries("frames", "x/")],
      [[...x, at("xx", 1), at("y", 3)], await store.keys("frames")],
      [[], await store.entries("leaves")],
      [5, (await store.entries("frames")).length],
    ];
  },

  async "changes are made together, and the last of one key counts"(tab) {
    const store = await tab().open(account());
    await store.write({ table: "outbox", key: "a", value: bytes(1) }, { table: "drafts", key: "d", value: bytes(2) });
    await store.write(
      { table: "outbox", key: "a", value: undefined },
      { table: "outbox", key: "never", value: undefined },
      { table: "drafts", key: "d", value: bytes(3) },
      { table: "drafts", key: "d", value: bytes(4) },
    );
    await store.write();
    return [
      [[], await store.keys("outbox")],
      [bytes(4), await store.get("drafts", "d")],
    ];
  },

  async "one account knows nothing of another"(tab) {
    const [a, b] = [await tab().open(account()), await tab().open(account())];
    await a.write({ table: "drafts", key: "d", value: bytes(1) });
    return [[undefined, await b.get("drafts", "d")]];
  },

  async "two tabs have the same data"(tab) {
    const who = account();
    const [a, b] = [await tab().open(who), await tab().open(who)];
    await a.write({ table: "drafts", key: "d", value: bytes(1) });
    const seen = await b.get("drafts", "d");
    await b.write({ table: "drafts", key: "d", value: bytes(2) });
    const [again, later] = [await a.get("drafts", "d"), await tab().open(who)];
    a.close();
    return [[bytes(1), seen], [bytes(2), again], [bytes(2), await later.get("drafts", "d")]];
  },

  async "what is given away once goes to who came first, in whatever tab"(tab) {
    const who = account();
    const tabs = [await tab().open(who), await tab().open(who), await tab().open(who), await tab().open(who)];
    const codes = await Promise.all(tabs.map((t, i) => code(t.once("cosigned", "offer", bytes(i)))));
    const won = codes.indexOf("");
    const stands = await tabs[0]?.get("cosigned", "offer");
    return [
      [["", "E31", "E31", "E31"], codes.toSorted()],
      [bytes(won), stands],
      ["", await code(tabs[3]?.once("cosigned", "offer", bytes(won)) ?? Promise.resolve())], // the same bytes again
      ["", await code(tabs[1]?.once("cosigned", "other", bytes(7)) ?? Promise.resolve())],
    ];
  },

  async "what is locked runs in one tab at a time, in turn, also after a failure"(tab) {
    const who = account();
    const tabs = [await tab().open(who), await tab().open(who), await tab().open(who)];
    let [inside, most] = [0, 0];
    const order: number[] = [];
    const results = await Promise.all(
      tabs.map((t, i) =>
        code(
          t.lock("send", async () => {
            most = Math.max(most, ++inside);
            order.push(i);
            await wait(10);
            inside--;
            if (i === 0) throw new Error("broken");
          }),
        ),
      ),
    );
    return [[1, most], [[0, 1, 2], order], [["Error: broken", "", ""], results], [7, await tabs[0]?.lock("send", async () => 7)]];
  },

  async "what may be left to another tab is left"(tab) {
    const who = account();
    const [a, b] = [await tab().open(who), await tab().open(who)];
    let leave = (): void => undefined;
    const entered = new Promise<void>((come) => {
      void a.lock("sweep", () => {
        come();
        return new Promise<void>((done) => (leave = done));
      });
    });
    await entered;
    const busy = await b.tryLock("sweep", async () => "ran");
    const other = await b.tryLock("upload", async () => "ran");
    leave();
    await wait(10);
    return [[undefined, busy], ["ran", other], ["ran", await b.tryLock("sweep", async () => "ran")]];
  },

  async "accounts are remembered, in the order of their first time"(tab) {
    const [a, b] = [account(), account()];
    const before = (await tab().accounts()).length;
    await tab().remember(a);
    await wait(5);
    await tab().remember(b);
    await wait(5);
    const again: Account = { ...a, ways: ["phrase", "passkey"] };
    await tab().remember(again);
    const after = (await tab().accounts()).slice(before);
    for (const one of [a, b]) await tab().forget(one);
    return [[[again, b], after], [before, (await tab().accounts()).length]];
  },

  async "an account that is forgotten is gone, also from a tab that has it open"(tab) {
    const who = account();
    const shelf = tab();
    await shelf.remember(who);
    const open = await tab().open(who);
    await open.write({ table: "drafts", key: "d", value: bytes(1) });
    await shelf.forget(who);
    await shelf.forget(who);
    const fresh = await shelf.open(who);
    return [
      ["E22", await code(open.get("drafts", "d"))],
      ["E22", await code(open.write({ table: "drafts", key: "d", value: bytes(1) }))],
      [undefined, await fresh.get("drafts", "d")],
      ["E22", await code((fresh.close(), fresh.keys("drafts")))],
    ];
  },

  async "an account is two ids"(tab) {
    return [
      ["E01", await code(tab().open({ org: "..", member: newID() }))],
      ["E01", await code(tab().remember({ ...account(), member: "" }))],
      ["E01", await code(tab().forget({ org: newID(), member: newID().toUpperCase() + "!" }))],
    ];
  },
};

/** Runs the contract on a shelf; tab opens it as another tab of the same browser would. */
export async function storeContract(tab: () => Shelf): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [name, act] of Object.entries(cases)) {
    try {
      for (const [want, got] of await act(tab)) outcomes.push({ name, want: show(want), got: show(got) });
    } catch (error) {
      outcomes.push({ name, want: "", got: String(error) });
    }
  }
  return outcomes;
}

/** Two values are equal when this is: bytes by what they hold. */
function show(value: unknown): string {
  const plain = (_: string, v: unknown): unknown => (v instanceof Uint8Array ? `bytes ${Array.from(v).join(" ")}` : v);
  return JSON.stringify(value, plain) ?? "undefined";
}
