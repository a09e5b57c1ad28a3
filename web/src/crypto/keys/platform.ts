import { type Bytes, fromHex } from "../note/index.ts";

// FORMAT.md, part 2: what a platform says of a signature may be used after keyOK
// and sigOK if it is known to use the equation of K6. No platform says which one
// it uses, so it is asked about cases on which the known ones differ, once.

const algorithm = { name: "Ed25519" };

/** Reads a key for the platform; undefined when it cannot be asked about this key. */
export async function importKey(pk: Bytes): Promise<CryptoKey | undefined> {
  return (await platformAgrees()) ? raw(pk) : undefined;
}

/** The platform's verdict, undefined when it has none. */
export async function platformVerify(key: CryptoKey, msg: Uint8Array, sig: Uint8Array): Promise<boolean | undefined> {
  try {
    return await crypto.subtle.verify(algorithm, key, new Uint8Array(sig), new Uint8Array(msg));
  } catch {
    return undefined;
  }
}

async function raw(pk: Bytes): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey("raw", pk, algorithm, false, ["verify"]);
  } catch {
    return undefined; // some refuse a key that no point has; the lines of K6 say the same
  }
}

let agrees: Promise<boolean> | undefined;

/** Whether this platform knows Ed25519 and gives every case below its verdict. */
export function platformAgrees(): Promise<boolean> {
  agrees ??= ask();
  return agrees;
}

async function ask(): Promise<boolean> {
  for (const [pk, msg, sig, counts] of cases) {
    const key = await raw(bytes(pk));
    if (key === undefined && counts) return false;
    if (key !== undefined && (await platformVerify(key, bytes(msg), bytes(sig))) !== counts) return false;
  }
  return true;
}

function bytes(hex: string): Bytes {
  return fromHex(hex) ?? new Uint8Array(0);
}

/** Public key, message, signature, and whether it counts; taken from the vectors of K4 and K6. */
const cases: readonly (readonly [string, string, string, boolean])[] = [
  [
    // as signed
    "038220187480f8e73f7fc3823f55b3fd4275db4221b6468539f26c4e5e3d1e12",
    "736c75697320766563746f7273",
    "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a0" +
      "7f38e7bdffdafc65574e6bd265e7fefc275f43005dd78162040be0cd1a148e09",
    true,
  ],
  [
    // S is not reduced
    "038220187480f8e73f7fc3823f55b3fd4275db4221b6468539f26c4e5e3d1e12",
    "736c75697320766563746f7273",
    "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a0" +
      "6c0cdd1a1a3e0fbe2deb627544e1dd11285f43005dd78162040be0cd1a148e19",
    false,
  ],
  [
    // no point has this key
    "0200000000000000000000000000000000000000000000000000000000000000",
    "736c75697320766563746f7273",
    "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a0" +
      "7f38e7bdffdafc65574e6bd265e7fefc275f43005dd78162040be0cd1a148e09",
    false,
  ],
  [
    // a part of small order in R: holds only with the cofactor
    "038220187480f8e73f7fc3823f55b3fd4275db4221b6468539f26c4e5e3d1e12",
    "736c75697320766563746f7273",
    "058d2c871ab92a19b80a5eacda10015654835c0c205286a019def87490b855c2" +
      "aa9bbc5cc9ff2c6b4cbe080e63ae8c33a5dced7b2f92a2980880a2b4d7a6280e",
    false,
  ],
  [
    // one in the key: holds only with the cofactor
    "71c6e54aa4e3a2b7637a05c23b59088b7b6a7c5b542598b81f2631edd5bf3fee",
    "736c75697320766563746f7273206d6573736167652038",
    "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a0" +
      "3a81c1374a11e903045240a9601381aedb8a9f26d2b581b887fe47f73d467f0f",
    false,
  ],
  [
    // one in the key that cancels
    "71c6e54aa4e3a2b7637a05c23b59088b7b6a7c5b542598b81f2631edd5bf3fee",
    "736c75697320766563746f7273206d6573736167652032",
    "c5867f1b2a48a06191f3d9eae46023181623069950635ce5101d5baaab5120a0" +
      "384598e321a0210a3886e074b0d85f51633ee3501a1b5d916c5dfd3b55edf20b",
    true,
  ],
  [
    // one in the key that takes away one in R
    "71c6e54aa4e3a2b7637a05c23b59088b7b6a7c5b542598b81f2631edd5bf3fee",
    "736c75697320766563746f7273206d6573736167652034",
    "058d2c871ab92a19b80a5eacda10015654835c0c205286a019def87490b855c2" +
      "5edaa92840b578b959f20574c586bdbc9b3cafefc9fc2b30dc6c30b1a9d8ab0f",
    true,
  ],
];
