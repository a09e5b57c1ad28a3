// A plain message between organisations, sealed like everything else: for what is
// no handoff, no request and no feedback.
//
// It holds the one document of the flow and its fold. It promises that read
// means a signed receipt of another party on the last message, never a fetch.
// It refuses everything but text: what has a life cycle belongs in its own flow.
export * from "./message.ts";
