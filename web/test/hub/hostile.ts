import { createHash } from "node:crypto";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What a hostile hub answers with. */
export interface Answer {
  status?: number;
  type?: string;
  body?: string | Uint8Array;
  headers?: Record<string, string>;
  /** Hangs after the headers; "cut": breaks off in the middle. */
  stop?: "hang" | "cut" | "silent";
}

/** A little server that says whatever it is told to. */
export class Hostile {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  asked: string[] = [];
  answer: (request: IncomingMessage) => Answer = () => ({ status: 500 });
  /** Is handed each websocket, after the handshake. */
  speak: (say: (word: string) => void, socket: Socket) => void = () => undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(`${request.method} ${request.url}`);
      request.resume();
      request.on("end", () => reply(response, this.answer(request)));
    });
    this.#server.on("connection", (s) => this.#sockets.add(s.on("close", () => this.#sockets.delete(s))));
    this.#server.on("upgrade", (request, socket: Socket) => {
      this.asked.push(`SOCKET ${request.url}`);
      const accept = createHash("sha1")
        .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest("base64");
      const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${accept}`];
      socket.on("error", () => undefined);
      socket.write(head.join("\r\n") + "\r\n\r\n");
      this.speak((word) => socket.write(textFrame(word)), socket);
    });
  }

  static async start(): Promise<Hostile> {
    const hostile = new Hostile();
    await new Promise<void>((done) => hostile.#server.listen(0, "127.0.0.1", done));
    return hostile;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  json(value: unknown, status = 200): void {
    this.answer = () => ({ status, type: "application/json", body: JSON.stringify(value) });
  }

  async stop(): Promise<void> {
    for (const s of this.#sockets) s.destroy();
    await new Promise((done) => this.#server.close(done));
  }
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer.stop === "silent") return;
  if (answer.type !== undefined) response.setHeader("Content-Type", answer.type);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.writeHead(answer.status ?? 200);
  if (answer.body !== undefined) response.write(answer.body);
  if (answer.stop === undefined) response.end();
  if (answer.stop === "cut") setTimeout(() => response.destroy(), 20);
}

/** A word as a server sends it (RFC 6455, 5.2). */
function textFrame(word: string): Buffer {
  const data = Buffer.from(word);
  const head = Buffer.alloc(data.length < 126 ? 2 : data.length < 1 << 16 ? 4 : 10);
  head[0] = 0x81;
  if (data.length < 126) {
    head[1] = data.length;
  } else if (data.length < 1 << 16) {
    head[1] = 126;
    head.writeUInt16BE(data.length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(data.length), 2);
  }
  return Buffer.concat([head, data]);
}
