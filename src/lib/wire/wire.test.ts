import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as decoding from 'lib0/decoding';
import { describe, expect, it } from 'vitest';
import { encodeAck, deniedWhys, parseCheck, parseHello, parseServerAck } from './ack.ts';
import { closeCode, closeCodes } from './close-codes.ts';
import { limits } from './limits.ts';
import { message, sync, syncPath } from './tags.ts';

const pin = '041bb6d9809439d0';

describe('wire', () => {
  it('[S1] is what PROTOCOL.md says', () => {
    const said = {
      protocol: readFileSync(new URL('PROTOCOL.md', import.meta.url), 'utf8').split('\n')[0],
      syncPath,
      message,
      sync,
      limits,
      deniedWhys,
      codes: Object.values(closeCodes).map(({ code, name, final, words }) => ({ code, name, final, words })),
      frames: [
        encodeAck({ hello: 1, schema: 1, epoch: 2 }),
        encodeAck({ hi: 1, epoch: 2, mode: 'r' }),
        encodeAck({ state: 'ab'.repeat(12), words: 'cd'.repeat(12) }),
        encodeAck({ saved: 3 }),
        encodeAck({ denied: 4, why: 'reader' }),
      ].map((frame) => Buffer.from(frame).toString('hex')),
    };
    const now = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
    expect(
      now,
      `The wire changed. Old clients are open in browsers while the server restarts, so: 1. make sure that a ` +
        `client of yesterday still works, or raise the version in the title of PROTOCOL.md; 2. describe the change ` +
        `in PROTOCOL.md (and contracts §4 if others rely on it); 3. set pin to '${now}'.`,
    ).toBe(pin);
  });

  it('[S1] PROTOCOL.md names every close code, every reason and no other', () => {
    const text = readFileSync(new URL('PROTOCOL.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| (\d{4}) \| ([a-z-]+) \|/gm)].map(
      ([, code, name]) => `${code} ${name}`,
    );
    const ours = Object.values(closeCodes).map(({ code, name }) => `${code} ${name}`);
    expect(rows.sort()).toEqual(ours.sort());
    for (const why of deniedWhys) expect(text).toContain(`\`${why}\``);
  });

  it('[S1] final codes are exactly 4400–4499', () => {
    for (const { code, final } of Object.values(closeCodes)) expect(final).toBe(code >= 4400 && code < 4500);
    expect(closeCode(1006)).toBeUndefined();
    expect(closeCode(4409)?.name).toBe('epoch');
  });

  it('[S2] acknowledgements are ASCII JSON in their own frame', () => {
    const frame = encodeAck({ denied: 7, why: 'reader' });
    expect([...frame].every((byte) => byte < 128)).toBe(true);
    const decoder = decoding.createDecoder(frame);
    expect(decoding.readVarUint(decoder)).toBe(100);
    expect(parseServerAck(decoding.readVarString(decoder))).toEqual({ denied: 7, why: 'reader' });
    expect(decoding.hasContent(decoder)).toBe(false);
  });

  it('[S2] anything that is not a hello reads as none', () => {
    expect(parseHello('{"hello":1,"schema":3,"epoch":2,"app":"1"}')).toEqual({
      hello: 1,
      schema: 3,
      epoch: 2,
    });
    expect(parseHello('{"hello":1,"schema":3}')).toEqual({ hello: 1, schema: 3 });
    for (const bad of ['', 'null', '[]', '{"hello":2,"schema":1}', '{"hello":1}', '{"hello":1,"schema":-1}'])
      expect(parseHello(bad), bad).toBeUndefined();
    expect(parseHello('{"hello":1,"schema":1,"epoch":"2"}')).toBeUndefined();
    expect(parseHello(`{"hello":1,"schema":1,"x":"${'y'.repeat(600)}"}`)).toBeUndefined();
    expect(parseServerAck('{"lag":12}')).toBeUndefined();
    const check = { state: 'ab'.repeat(12), words: 'cd'.repeat(12) };
    expect(parseCheck(JSON.stringify(check))).toEqual(check);
    for (const bad of ['{}', '{"state":"ab","words":"cd"}', '{"hello":1,"schema":1}'])
      expect(parseCheck(bad), bad).toBeUndefined();
  });
});
