import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadMessage } from '../byte-reader.ts';
import { userPart, withUser } from '../presence-state.ts';

const user = { id: 'p1', name: '花', color: '#000000', slot: 1 };
const part = userPart(user);
const said = (json: string): unknown => {
  const state = withUser(Buffer.from(json), part);
  return state && JSON.parse(Buffer.from(state).toString());
};

describe('the state of a presence', () => {
  it('[S55] says what the page said, and `user` as the session says, whatever stood there', () => {
    const key = fc.oneof(fc.constantFrom('user', 'cursor', 'process', 'content'), fc.string());
    const state = fc.dictionary(key, fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6, noNullPrototype: true });
    fc.assert(
      fc.property(state, fc.boolean(), (wanted, wide) => {
        const json = JSON.stringify(wanted, undefined, wide ? 1 : undefined);
        fc.pre(Buffer.byteLength(json) <= 1_024 && !/__proto__|constructor|prototype/.test(json));
        expect(said(json)).toEqual({ ...(JSON.parse(json) as object), user });
      }),
      { numRuns: 2_000 },
    );
  });

  it('[S55] takes no text that JSON.parse would not take', () => {
    const start = JSON.stringify({
      user: { name: 'x' },
      cursor: { at: [1, -2.5, 0, true, null, 'ä'], e: {} },
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(start.length), fc.constantFrom(...'{}[]",:0-.etn\\ \u0001x'), fc.nat(2)), {
          minLength: 1,
          maxLength: 3,
        }),
        (changes) => {
          let json = start;
          for (const [at, sign, cutAway] of changes)
            json = json.slice(0, at) + sign + json.slice(at + cutAway);
          let wanted: unknown;
          try {
            wanted = JSON.parse(json);
          } catch {
            expect(() => said(json)).toThrow(BadMessage);
            return;
          }
          // what is written anew has no minus zero, as JSON.stringify writes none
          const written = JSON.parse(JSON.stringify(wanted)) as object;
          expect(JSON.parse(JSON.stringify(said(json)))).toEqual({ ...written, user });
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('[S55] minus zero stays a zero, the short way and the long', () => {
    for (const json of ['{"a":[-0]}', '{"us\\r":1,"a":[-0]}']) {
      const { a } = said(json) as { a: number[] };
      expect(a[0] === 0, json).toBe(true);
    }
  });

  it('[S55] `user` twice, escaped, or alone: the session has the last word', () => {
    for (const json of ['{"user":1,"user":2}', '{"us\\u0065r":{"name":"x"}}', '{"user":{}}', '{}', '{"a":1}'])
      expect((said(json) as { user: unknown }).user).toEqual(user);
    expect(withUser(Buffer.from('null'), part)).toBeNull();
  });

  it('[S44] no forbidden keys, at no depth and in no spelling; not too deep, not too long', () => {
    const deep = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    for (const json of [
      '{"__proto__":{"admin":true}}',
      '{"a":{"constructor":1}}',
      '{"a":[{"b":{"prototype":1}}]}',
      '{"\\u005f_proto__":1}',
      '{"a\\u0000":1}',
      deep(40),
      '[]',
      '1',
      `{"a":"${'x'.repeat(1_100)}"}`,
    ])
      expect(() => said(json)).toThrow(BadMessage);
    expect(said(deep(20))).toMatchObject({ user });
    expect(() => withUser(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), part)).toThrow(
      BadMessage,
    );
  });
});
