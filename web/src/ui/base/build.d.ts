/**
 * Put in by build.mjs: the address of the worker, with its hash (in the page's script
 * only), and of what is fetched later the address and the hash that its code must have.
 */
declare const BUILD: { worker: string; later: Record<string, { address: string; hash: string }> };
