/**
 * A member's connection to a hub: the language that hubs and clients speak, the
 * API over HTTP, logging in, and the websocket. Twin of package hub (the
 * language) and of partners/client.
 *
 * It promises to log in and renew by itself, one login at a time; to try again
 * what may be tried again, with growing pauses; to give errors back as the hub
 * meant them; and to reconnect a socket for as long as it is open, and say so.
 *
 * It refuses answers that are larger than their kind can be, redirects, every
 * content type but the one that was asked for, and JSON that is not of the form
 * wanted. It verifies nothing else: whether an answer is true is the work of the
 * worker, for whom the hub is hostile. It carries ciphertext only and holds no
 * keys; a login is signed by a Signer that it is given.
 */
export * from "./account.ts";
export type * from "./api.ts";
export * from "./http.ts";
export * from "./language.ts";
export * from "./login.ts";
export * from "./problem.ts";
export * from "./socket.ts";
