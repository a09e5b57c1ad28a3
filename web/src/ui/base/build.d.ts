/** Put in by build.mjs: the address of the worker, with its hash. */
declare const BUILD: { worker: string };
