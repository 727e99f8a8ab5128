import { limits } from '#lib/wire/limits.ts';
import { BadMessage, type ByteReader } from './byte-reader.ts';

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses keys that would reach a prototype when a reader copies the value carelessly (safety B26), and NUL. */
export function checkKey(key: string): void {
  if (forbiddenKeys.has(key) || key.includes('\0')) throw new BadMessage('forbidden key');
}

/**
 * Passes over one lib0 "any" value without building it: nesting of at most `limits.depth`, no forbidden
 * keys, UTF-8 texts, no bigint (JSON has none). Iterative: the decoder of clients recurses, so depth is ours
 * to bound (safety B25).
 */
export function skipAny(reader: ByteReader): void {
  // for each open container: how many values are still to come, and whether a key precedes each
  const left: number[] = [1];
  const keyed: boolean[] = [false];
  while (left.length > 0) {
    const top = left.length - 1;
    if (left[top] === 0) {
      left.pop();
      keyed.pop();
      continue;
    }
    left[top] = (left[top] as number) - 1;
    if (keyed[top]) checkKey(reader.text(limits.key));
    const tag = reader.byte();
    if (tag === 118 || tag === 117) {
      const count = reader.uint();
      // every value takes a byte at least: a count beyond the message is a lie
      if (count > reader.end - reader.pos) throw new BadMessage('ends too early');
      if (left.length > limits.depth) throw new BadMessage('nested too deeply');
      left.push(count);
      keyed.push(tag === 118);
    } else if (tag === 119) reader.textLength();
    else if (tag === 116) reader.skip(reader.uint());
    else if (tag === 125) skipVarInt(reader);
    else if (tag === 124) reader.skip(4);
    else if (tag === 123) reader.skip(8);
    else if (tag !== 127 && tag !== 126 && tag !== 121 && tag !== 120)
      throw new BadMessage('unknown kind of value');
  }
}

/** A JSON text (formatting, embeds, presence): valid, shallow, without forbidden keys. Answers its value. */
export function checkJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadMessage('not JSON');
  }
  if (typeof value !== 'object' || value === null) return value;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limits.depth) throw new BadMessage('nested too deeply');
    const next: unknown[] = [];
    for (const part of level) {
      if (typeof part !== 'object' || part === null) continue;
      if (!Array.isArray(part)) for (const key of Object.keys(part)) checkKey(key);
      for (const inner of Object.values(part)) next.push(inner);
    }
    level = next;
  }
  return value;
}

/** lib0 varInt: a first byte with sign and 6 bits, then varUint continuation. */
function skipVarInt(reader: ByteReader): void {
  let byte = reader.byte();
  for (let length = 1; byte >= 128; length++) {
    if (length > 7) throw new BadMessage('number too long');
    byte = reader.byte();
  }
}
