// Runs the contract of what a browser keeps against the real thing.
import { browserShelf } from "../../src/worker/indexeddb.ts";
import { storeContract } from "../worker/store-contract.ts";

Object.assign(globalThis, { contract: () => storeContract(() => browserShelf()) });
