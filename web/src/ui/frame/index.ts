// What stands around the screens: the frame for who is in, the gate for who is not.
//
// Promises: one h1 per screen, which is the title of the document and holds no name;
// a new screen takes the focus at its title; 112 and the helpdesk are always there.

export { ConnectionBanner, ConnectionChip } from "./connection.tsx";
export { DemoBanner } from "./demo.tsx";
export { Frame, Title, type FrameProps } from "./frame.tsx";
export { Gate } from "./gate.tsx";
export { Logo } from "./logo.tsx";
export { ReachForm, ReachSwitch } from "./reach.tsx";
