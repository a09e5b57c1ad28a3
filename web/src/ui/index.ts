// The page: what people see and touch. It asks the worker for acts and shows what
// comes back; it holds no key, signs nothing and talks to no network but for the
// trust file.
//
// base/   what every screen can reach: link, session, router, notices, names
// part/   parts that screens are made of
// frame/  what stands around a screen
// ways/   ways in, settings, help
// work/   the work itself
// style/  the look: tokens, then one file per group
//
// Promises: what was opened is gone from the page when Sluis locks; no name and no
// secret is in an address, a title or the browser's storage; all of it by keyboard.
// Refuses: style attributes, HTML made from text, code that the build did not put in.

export { Root, type Work } from "./app.tsx";
