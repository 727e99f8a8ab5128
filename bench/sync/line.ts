import { randomBytes } from 'node:crypto';
import net from 'node:net';

/*
 * One end of a WebSocket, as light as it gets: a thousand of these must cost a load process less than they cost
 * the server. Client frames carry the mask 0, which leaves their bytes as they are.
 */

export interface LineOptions {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reading shares one buffer: what is heard is valid during the call only. */
const readBuffer = Buffer.allocUnsafe(262_144);
const opcode = { binary: 2, close: 8, ping: 9, pong: 10 } as const;

export class Line {
  /** resolves when the handshake is done, or with why there is none */
  readonly opened: Promise<string | undefined>;
  open = false;
  closed = false;
  /** from the server's close frame */
  closeCode: number | undefined;
  received = 0;
  receivedBytes = 0;
  hear: (payload: Buffer) => void = () => undefined;
  ended: () => void = () => undefined;
  private readonly socket: net.Socket;
  private rest: Buffer | undefined;
  private settle: (why: string | undefined) => void = () => undefined;

  constructor({ port, path, headers }: LineOptions) {
    this.opened = new Promise((resolve) => (this.settle = resolve));
    this.socket = net.connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: readBuffer,
        callback: (count, buffer) => {
          this.read((buffer as Buffer).subarray(0, count));
          return true;
        },
      },
    });
    this.socket.setNoDelay(true);
    this.socket.on('connect', () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      this.socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${lines.join('')}\r\n`,
      );
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.open = false;
      this.closed = true;
      this.settle('the line was closed');
      this.ended();
    });
  }

  /** One binary message. */
  send(...parts: readonly Uint8Array[]): void {
    if (this.open) this.socket.write(clientFrame(opcode.binary, parts));
  }

  /** Bytes as they are, for frames no client would send. */
  raw(bytes: Uint8Array): void {
    if (!this.closed) this.socket.write(bytes);
  }

  /** Stops reading; what comes piles up on the way. */
  stall(): void {
    this.socket.pause();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    const data = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = undefined;
    let at = 0;
    if (!this.open) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) return this.keep(data, 0);
      const status = data.toString('latin1', 9, 12);
      if (status !== '101') {
        this.settle(`HTTP ${status}`);
        this.socket.destroy();
        return;
      }
      this.open = true;
      at = end + 4;
      this.settle(undefined);
    }
    while (at + 2 <= data.length) {
      let length = (data[at + 1] as number) & 127;
      let head = 2;
      if (length === 126) {
        if (at + 4 > data.length) break;
        length = data.readUInt16BE(at + 2);
        head = 4;
      } else if (length === 127) {
        if (at + 10 > data.length) break;
        length = Number(data.readBigUInt64BE(at + 2));
        head = 10;
      }
      if (at + head + length > data.length) break;
      this.take((data[at] as number) & 15, data.subarray(at + head, at + head + length));
      at += head + length;
    }
    this.keep(data, at);
  }

  private keep(data: Buffer, from: number): void {
    if (from < data.length) this.rest = Buffer.from(data.subarray(from));
  }

  private take(kind: number, payload: Buffer): void {
    this.received++;
    this.receivedBytes += payload.length;
    if (kind === opcode.ping) this.socket.write(clientFrame(opcode.pong, [payload]));
    else if (kind === opcode.close) {
      this.closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.socket.end();
    } else this.hear(payload);
  }
}

function clientFrame(kind: number, parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const out = Buffer.allocUnsafe(6 + extra + length);
  out[0] = 0x80 | kind;
  out[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) out.writeUInt16BE(length, 2);
  else if (extra === 8) out.writeBigUInt64BE(BigInt(length), 2);
  out.writeUInt32BE(0, 2 + extra);
  let at = 6 + extra;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
