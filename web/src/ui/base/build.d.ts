/** Put in by build.mjs: the version, and the start of the worker's hash. */
declare const BUILD: { version: string; print: string; worker: string };
