import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '#lib/wire/limits.ts';
import { decodeSaid, encodeSaid, type Said } from './messages.ts';

const uint = fc.nat();
const state = fc.record({
  client: uint,
  clock: uint,
  person: fc.string(),
  json: fc.option(fc.uint8Array({ minLength: 2, maxLength: 64 }), { nil: undefined }),
});
const said = fc.oneof<fc.Arbitrary<Said>[]>(
  fc.record({ kind: fc.constant('wrote' as const), epoch: uint, seq: uint }),
  fc.record({ kind: fc.constant('present' as const), states: fc.array(state, { maxLength: 20 }) }),
  fc.record({
    kind: fc.constant('counted' as const),
    of: fc.constantFrom('handed-in', 'looked-up', 'password-tried', 'password-right'),
    keys: fc.array(fc.string(), { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constantFrom('opened', 'closed', 'rights', 'here', 'ends') }),
);

describe('what processes tell each other', () => {
  it('[S83] [S84] is heard as it was said', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), said, (peer, what) => {
        expect(decodeSaid(encodeSaid(peer, what))).toEqual({ peer, said: what });
      }),
    );
  });

  it('[S84] whatever else comes is passed over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const heard = decodeSaid(bytes);
        if (heard) expect(encodeSaid(heard.peer, heard.said).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
    const one = encodeSaid('p', { kind: 'wrote', epoch: 1, seq: 2 });
    expect(decodeSaid(one.subarray(0, one.length - 1))).toBeUndefined();
    expect(decodeSaid(Buffer.concat([one, Buffer.from([0])]))).toBeUndefined();
    expect(decodeSaid(new Uint8Array())).toBeUndefined();
  });

  it('[S83] more people than a document shows are not heard at all', () => {
    const states = Array.from({ length: limits.awarenessPeople + 1 }, (_, client) => ({
      client,
      clock: 1,
      person: 'x',
      json: Buffer.from('{}'),
    }));
    expect(decodeSaid(encodeSaid('p', { kind: 'present', states }))).toBeUndefined();
    const some = states.slice(1);
    expect(decodeSaid(encodeSaid('p', { kind: 'present', states: some }))?.said).toMatchObject({
      kind: 'present',
    });
  });
});
