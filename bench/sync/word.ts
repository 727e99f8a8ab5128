import * as encoding from 'lib0/encoding';

/*
 * A word: six characters typed at the end of one's own paragraph, as an input method commits it. The characters
 * are the moment it was sent, so that whoever reads it knows how long it took, however servers merge updates.
 */

export const wordLength = 6;
const base = 36;
const span = base ** wordLength;

/** Microseconds of a clock all processes of this machine share, within 36 minutes. */
export function nowMicros(): number {
  const [seconds, nanos] = process.hrtime();
  return (seconds * 1e6 + Math.floor(nanos / 1e3)) % span;
}

/** Microseconds from `then` to `now`. */
export function since(then: number, now: number): number {
  return now >= then ? now - then : now - then + span;
}

/** A Yjs update that begins a paragraph of one's own in root `t`: its line break. */
export function paragraph(client: number): Uint8Array {
  return struct(client, 0, '\n', (encoder) => {
    encoding.writeUint8(encoder, 4);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, 't');
  });
}

/** A Yjs update that types `text` into one's paragraph, behind what is there (`clock` characters, line break included). */
export function typed(client: number, clock: number, text: string): Uint8Array {
  return struct(client, clock, text, (encoder) => {
    // between the character before, if there is one, and the line break
    encoding.writeUint8(encoder, 4 | 64 | (clock > 1 ? 128 : 0));
    if (clock > 1) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock - 1);
    }
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, 0);
  });
}

function struct(
  client: number,
  clock: number,
  text: string,
  place: (encoder: encoding.Encoder) => void,
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  place(encoder);
  encoding.writeVarString(encoder, text);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** The moment as a word. */
export function wordOf(micros: number): string {
  return micros.toString(base).padStart(wordLength, '0');
}

/** An update message. */
export function updateMessage(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, 2);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** Words in one update message: who typed them, and when. */
export interface Words {
  readonly clients: readonly number[];
  readonly moments: readonly number[];
}

interface Remembered {
  readonly bytes: Buffer;
  readonly words: Words;
}

/** The same frame reaches a hundred lines of one process: the last few are not decoded again. */
const remembered: Remembered[] = [];
let oldest = 0;

/** Words in the update at `from`; structs that are no words are passed over. */
export function wordsIn(message: Buffer, from: number): Words {
  const update = message.subarray(from);
  for (const { bytes, words } of remembered) if (bytes.equals(update)) return words;
  const words = decode(update);
  remembered[oldest] = { bytes: Buffer.from(update), words };
  oldest = (oldest + 1) % 8;
  return words;
}

function decode(bytes: Buffer): Words {
  const clients: number[] = [];
  const moments: number[] = [];
  let at = 0;
  const uint = () => {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * weight;
      if (byte < 128) return value;
      weight *= 128;
    }
  };
  const skipText = () => {
    const length = uint();
    at += length;
  };
  for (let writers = uint(); writers > 0; writers--) {
    const structs = uint();
    const client = uint();
    uint();
    for (let s = 0; s < structs; s++) {
      const info = bytes[at++] as number;
      const kind = info & 31;
      if (kind === 0 || kind === 10) {
        uint();
        continue;
      }
      if (info & 128) at = skipId(bytes, at);
      if (info & 64) at = skipId(bytes, at);
      if ((info & 192) === 0) {
        if (uint() === 1) skipText();
        else at = skipId(bytes, at);
        if (info & 32) skipText();
      }
      if (kind !== 4) return { clients, moments };
      const length = uint();
      for (let word = 0; word + wordLength <= length; word += wordLength) {
        clients.push(client);
        moments.push(parseInt(bytes.toString('latin1', at + word, at + word + wordLength), base));
      }
      at += length;
    }
  }
  return { clients, moments };
}

function skipId(bytes: Buffer, from: number): number {
  let at = from;
  while ((bytes[at++] as number) >= 128);
  while ((bytes[at++] as number) >= 128);
  return at;
}
