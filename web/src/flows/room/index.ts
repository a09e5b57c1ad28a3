// What two people say to each other while both are there: signed frames, sealed
// to the case key, passed on by the hub and never stored (FORMAT.md, part 11).
//
// It promises that a frame comes from the member it names, belongs to this
// exchange and this epoch, is whole, and tells which head its sender saw, so
// that two branches of one exchange meet here (E03).
//
// It refuses frames that are unsigned, of another exchange, older than a
// minute, or larger than 64 KiB. It decides nothing: a frame is never an input
// to custody; only the two signatures on an acceptance are.
export { type Frame, type Kind, kinds, maxAge, open, seal } from "./frame.ts";
