import {
  type Bytes,
  type Hash,
  type MemberID,
  type Sig,
  attach,
  codeOf,
  fail,
  line,
} from "../crypto/note/index.ts";
import { isOrigin, loginForm } from "../crypto/keys/index.ts";
import type { Open } from "./api.ts";
import { Limits } from "./language.ts";

/** Signs with one key that stays where it is; a login key, or that of an unlock method. */
export interface Signer {
  sign(signed: Uint8Array): Sig | Promise<Sig>;
}

/**
 * Makes the signed note that answers a challenge (FORMAT.md I22). It is bound to
 * the origin that is talked to, so that a hub that passes it on gains nothing.
 */
export async function loginNote(
  signer: Signer,
  origin: string,
  account: MemberID,
  challenge: Hash,
  now: number,
): Promise<Bytes> {
  const signed = loginForm.build(
    line("origin", origin),
    line("account", account),
    line("challenge", challenge),
    line("time", String(now)),
  );
  return attach(signed, await signer.sign(signed));
}

/** Before its end a token is renewed, so that no call meets an expired one on the way. */
const renewBefore = 30_000;

interface Held {
  readonly token: string;
  readonly until: number; // in ms, by our own clock
}

/** Who calls, and the token of the moment. Tokens are kept here only, in memory. */
export class Session {
  readonly #origin: string;
  readonly #hub: Pick<Open, "challenge" | "login">;
  readonly #now: () => number;
  #who: { account: MemberID; signer: Signer } | undefined;
  #held: Held | undefined;
  #running: Promise<Held> | undefined;

  constructor(origin: string, hub: Pick<Open, "challenge" | "login">, now: () => number = Date.now) {
    if (!isOrigin(origin)) fail("E01", "hub address is not scheme://host[:port]");
    this.#origin = origin;
    this.#hub = hub;
    this.#now = now;
  }

  /** Says who calls from now on, and forgets the token of who did before. */
  as(account: MemberID, signer: Signer): void {
    this.#who = { account, signer };
    this.#held = this.#running = undefined;
  }

  /** Nobody calls any more: key and token are forgotten. */
  leave(): void {
    this.#who = this.#held = this.#running = undefined;
  }

  /** The token in use, "" when there is none. */
  get current(): string {
    return this.#held?.token ?? "";
  }

  /** Drops a token that the hub no longer takes. */
  forget(token: string): void {
    if (this.#held?.token === token) this.#held = undefined;
  }

  /** Logs in now, whatever token there is. */
  async renew(): Promise<void> {
    this.#held = undefined;
    await this.bearer();
  }

  /** A token that will hold for a while. Whoever comes while a login runs waits for that one. */
  async bearer(): Promise<string> {
    if (this.#held !== undefined && this.#now() < this.#held.until - renewBefore) return this.#held.token;
    const who = this.#who ?? fail("E22", "nobody is logged in");
    const running = (this.#running ??= this.#login(who.account, who.signer));
    try {
      const held = await running;
      if (this.#who !== who) fail("E22", "somebody else has logged in, or nobody");
      return (this.#held = held).token;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  async #login(account: MemberID, signer: Signer): Promise<Held> {
    for (let again = false; ; again = true) {
      const began = this.#now();
      const { challenge, time } = await this.#hub.challenge(account);
      const note = await loginNote(signer, this.#origin, account, challenge, Math.floor(this.#now() / 1000));
      try {
        const { token, expires } = await this.#hub.login(note);
        // The hub's clock may differ: count the token's life from when we asked.
        const life = Math.min(Math.max(expires - time, 0), Limits.tokenLife);
        return { token, until: began + life * 1000 };
      } catch (error) {
        // A hub that was started anew in between takes the challenge for used, and
        // whether a login that broke off was taken nobody knows. One more challenge
        // mends both; a wrong key it does not.
        if (again || !["E22", "E27"].includes(codeOf(error))) throw error;
      }
    }
  }
}
