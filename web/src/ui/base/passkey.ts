// Passkeys. The browser asks for a fingerprint, face or PIN and gives 32 secret
// bytes (WebAuthn's PRF extension), which go to the worker at once and are wiped
// here. Nothing of the call goes to the hub: no server takes part, the challenge is
// random and nobody checks the answer; the secret bytes alone unlock. The results of
// the extension are read in place and never written out.
//
// userHandle holds organisation and member, 16 bytes each, so that a passkey finds
// its account in a browser that has never seen it.

import type { MemberID, OrgID } from "../../worker/protocol.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface Opened {
  org: OrgID;
  member: MemberID;
  credential: Bytes; // its id
  secret: Bytes;
}

/** stopped: the person or the browser broke off; nosecret: no PRF here; strange: not a passkey of Sluis. */
export type PasskeyTrouble = "stopped" | "nosecret" | "strange";

export class PasskeyError extends Error {
  readonly trouble: PasskeyTrouble;

  constructor(trouble: PasskeyTrouble) {
    super("passkey: " + trouble);
    this.name = "PasskeyError";
    this.trouble = trouble;
  }
}

export interface Passkeys {
  possible: boolean;
  make(salt: Bytes, account: { org: OrgID; member: MemberID; name: string }): Promise<Opened>;
  open(salt: Bytes): Promise<Opened>;
}

const wait = 180_000; // nobody is hurried

export function makePasskeys(view: Window): Passkeys {
  const keys = view.navigator.credentials;

  async function open(salt: Bytes, only?: { credential: Bytes; org: OrgID; member: MemberID }): Promise<Opened> {
    const found = await asked(() =>
      keys.get({
        publicKey: {
          challenge: crypto.getRandomValues(new Uint8Array(32)),
          userVerification: "required",
          timeout: wait,
          allowCredentials: only ? [{ type: "public-key", id: only.credential }] : [],
          extensions: { prf: { eval: { first: salt } } },
        },
      }),
    );
    const account = only ?? accountOf(found.response);
    const secret = secretOf(found);
    if (!secret) throw new PasskeyError("nosecret");
    return { org: account.org, member: account.member, credential: new Uint8Array(found.rawId), secret };
  }

  return {
    possible: "PublicKeyCredential" in view && keys !== undefined,
    open: (salt) => open(salt),
    async make(salt, { org, member, name }) {
      const made = await asked(() =>
        keys.create({
          publicKey: {
            challenge: crypto.getRandomValues(new Uint8Array(32)),
            rp: { name: "Sluis" },
            user: { id: handleOf(org, member), name, displayName: name },
            pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: "public-key", alg })),
            authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
            attestation: "none",
            timeout: wait,
            extensions: { prf: { eval: { first: salt } } },
          },
        }),
      );
      const credential = new Uint8Array(made.rawId);
      const secret = secretOf(made);
      if (secret) return { org, member, credential, secret };
      // Many authenticators give the secret only when the key is used.
      return open(salt, { credential, org, member });
    },
  };
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let given: Credential | null;
  try {
    given = await ask();
  } catch {
    throw new PasskeyError("stopped");
  }
  if (!(given instanceof PublicKeyCredential)) throw new PasskeyError("stopped");
  return given;
}

/** The 32 bytes of the PRF extension, copied out and wiped where they stood. */
function secretOf(credential: PublicKeyCredential): Bytes | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (!first) return undefined;
  const there = ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
    : new Uint8Array(first);
  if (there.length !== 32) return undefined;
  const secret = new Uint8Array(there);
  there.fill(0);
  return secret;
}

function handleOf(org: OrgID, member: MemberID): Bytes {
  const hex = org + member;
  return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function accountOf(answer: AuthenticatorResponse): { org: OrgID; member: MemberID } {
  const handle = answer instanceof AuthenticatorAssertionResponse ? answer.userHandle : null;
  if (!handle || handle.byteLength !== 32) throw new PasskeyError("strange");
  const hex = [...new Uint8Array(handle)].map((b) => b.toString(16).padStart(2, "0")).join("");
  return { org: hex.slice(0, 32), member: hex.slice(32) };
}
