import { isUtf8 } from 'node:buffer';

/** Bytes that are no message of the protocol. What a client sent is never quoted. */
export class BadMessage extends Error {
  override readonly name = 'BadMessage';
}

/** Reads lib0 encoding from bytes nobody vouches for. Every method throws BadMessage instead of reading on. */
export class ByteReader {
  readonly bytes: Uint8Array;
  pos: number;
  readonly end: number;

  constructor(bytes: Uint8Array, pos = 0, end = bytes.length) {
    this.bytes = bytes;
    this.pos = pos;
    this.end = end;
  }

  get done(): boolean {
    return this.pos === this.end;
  }

  byte(): number {
    if (this.pos >= this.end) throw new BadMessage('ends too early');
    return this.bytes[this.pos++] as number;
  }

  /** A varUint within the safe integers. */
  uint(): number {
    let byte = this.byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    let weight = 128;
    for (;;) {
      byte = this.byte();
      value += (byte & 127) * weight;
      if (value > Number.MAX_SAFE_INTEGER) throw new BadMessage('number out of range');
      if (byte < 128) return value;
      weight *= 128;
      if (weight > Number.MAX_SAFE_INTEGER) throw new BadMessage('number too long');
    }
  }

  skip(length: number): void {
    if (length > this.end - this.pos) throw new BadMessage('ends too early');
    this.pos += length;
  }

  /** A varString or varUint8Array: its bytes as a view. */
  view(): Uint8Array {
    const length = this.uint();
    const from = this.pos;
    this.skip(length);
    return this.bytes.subarray(from, from + length);
  }

  /** A varString that must be UTF-8; at most `longest` bytes. */
  text(longest: number): string {
    const view = this.view();
    if (view.length > longest || !isUtf8(view)) throw new BadMessage('not a short text');
    return Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('utf8');
  }

  /** Passes over a varString that must be UTF-8 and answers its length in UTF-16 units, as Yjs counts. */
  textLength(): number {
    const length = this.uint();
    const from = this.pos;
    this.skip(length);
    const to = this.pos;
    let units = 0;
    let ascii = true;
    for (let i = from; i < to; i++) {
      const byte = this.bytes[i] as number;
      if (byte < 0x80) units++;
      else {
        ascii = false;
        if (byte >= 0xf0) units += 2;
        else if (byte >= 0xc0) units++;
      }
    }
    if (!ascii && !isUtf8(this.bytes.subarray(from, to))) throw new BadMessage('text is not UTF-8');
    return units;
  }
}
