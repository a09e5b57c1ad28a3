// A small authenticator in software that outlives the browser, as the one in a
// laptop does; Chromium's own for tests loses its PRF secrets with its process.

import { createHmac, randomBytes } from "node:crypto";
import type { BrowserContext } from "playwright-core";

interface Given {
  readonly id: string; // hex, as all of it
  readonly handle: string;
  readonly secret: string;
}

/** What the page asks: to make a credential for a user, or to use one of these, or any. */
interface Asked {
  readonly salt: string;
  readonly handle?: string;
  readonly only: readonly string[];
}

export class Authenticator {
  readonly #key = randomBytes(32);
  readonly #credentials = new Map<string, string>(); // handle, by id

  /** Is what pages of this browser find behind navigator.credentials. */
  async into(context: BrowserContext): Promise<void> {
    await context.exposeFunction("authenticator", (asked: Asked) => this.#answer(asked));
    await context.addInitScript(install);
  }

  #answer({ salt, handle, only }: Asked): Given | null {
    const id = handle === undefined ? [...this.#credentials.keys()].find((k) => only.length === 0 || only.includes(k)) : randomBytes(16).toString("hex");
    if (id === undefined) return null;
    if (handle !== undefined) this.#credentials.set(id, handle);
    const secret = createHmac("sha256", this.#key).update(Buffer.from(id + salt, "hex")).digest("hex");
    return { id, handle: this.#credentials.get(id) ?? "", secret };
  }
}

/** Runs in the page, before anything of it. */
function install(): void {
  const asks = (globalThis as unknown as { authenticator(asked: Asked): Promise<Given | null> }).authenticator;
  const hex = (source: BufferSource | undefined) => {
    if (source === undefined) return "";
    const bytes = ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);
    return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  };
  const bytes = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).buffer;
  const credential = (given: Given | null, response: object) => {
    if (given === null) throw new DOMException("nothing fits", "NotAllowedError");
    return Object.create(PublicKeyCredential.prototype, {
      id: { value: given.id },
      rawId: { value: bytes(given.id) },
      response: { value: Object.create(response, { userHandle: { value: bytes(given.handle) } }) },
      getClientExtensionResults: { value: () => ({ prf: { enabled: true, results: { first: bytes(given.secret) } } }) },
    }) as Credential;
  };
  Object.assign(CredentialsContainer.prototype, {
    async create({ publicKey: asked }: CredentialCreationOptions) {
      return credential(
        await asks({ salt: hex(asked?.extensions?.prf?.eval?.first), handle: hex(asked?.user.id), only: [] }),
        AuthenticatorAttestationResponse.prototype,
      );
    },
    async get({ publicKey: asked }: CredentialRequestOptions) {
      return credential(
        await asks({ salt: hex(asked?.extensions?.prf?.eval?.first), only: (asked?.allowCredentials ?? []).map((c) => hex(c.id)) }),
        AuthenticatorAssertionResponse.prototype,
      );
    },
  });
}
