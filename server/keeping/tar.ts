/*
 * The one file of a backup: a plain tar (POSIX ustar) that every computer can look into. Only what a house is made of
 * stands in it, so only that is written and read: ordinary files with short names.
 */

const block = 512;
/** A size in octal digits ends here; larger ones are written as a number (GNU). */
const octalMost = 8 ** 11;

/** What stands before a file. `at`: s since 1970 UTC. */
export function tarHead(name: string, size: number, at: number): Buffer {
  const head = Buffer.alloc(block);
  if (Buffer.byteLength(name) > 100) throw new Error(`the name ${name} is too long for a tar`);
  head.write(name, 0);
  head.write('0000600\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  if (size < octalMost) head.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  else {
    head.writeUInt8(0x80, 124);
    head.writeBigUInt64BE(BigInt(size), 128);
  }
  head.write(`${at.toString(8).padStart(11, '0')}\0`, 136);
  head.write('0', 156);
  head.write('ustar\x0000', 257);
  head.write('        ', 148);
  head.write(`${sumOf(head).toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}

/** What stands after a file of this size. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((block - (size % block)) % block);
}

/** What stands at the end. */
export const tarEnd = Buffer.alloc(2 * block);

/** Bytes that a file of this size takes in a tar. */
export function tarBytes(size: number): number {
  return block + Math.ceil(size / block) * block;
}

/** What a head says; null: the end. Throws a sentence for anything but an ordinary file or a folder. */
export function readTarHead(head: Buffer): { name: string; size: number; folder: boolean } | null {
  if (head.every((byte) => byte === 0)) return null;
  const sum = parseInt(textAt(head, 148, 8), 8);
  if (sum !== sumOf(Buffer.concat([head.subarray(0, 148), Buffer.alloc(8, ' '), head.subarray(156)])))
    throw new Error('a head in the file is damaged');
  const kind = String.fromCharCode(head.readUInt8(156));
  if (kind !== '0' && kind !== '\0' && kind !== '5')
    throw new Error(`there is something of kind ${kind} in it`);
  const large = (head.readUInt8(124) & 0x80) !== 0;
  const size = large ? Number(head.readBigUInt64BE(128)) : parseInt(textAt(head, 124, 12) || '0', 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('a size in the file is damaged');
  const name = textAt(head, 0, 100).replace(/^\.\//, '');
  return { name, size: kind === '5' ? 0 : size, folder: kind === '5' };
}

function sumOf(head: Buffer): number {
  return head.reduce((sum, byte) => sum + byte, 0);
}

function textAt(head: Buffer, at: number, length: number): string {
  const [text = ''] = head.toString('utf8', at, at + length).split('\0');
  return text.trim();
}
