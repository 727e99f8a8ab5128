import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuse } from '../refusal.ts';
import { canonicalJson } from './json.ts';
import type { CanonicalValue } from './json.ts';
import { parseStrict } from './parse.ts';

const key = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((k) => k !== '__proto__');
const { value } = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger().map((n) => n + 0),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ) as fc.Arbitrary<CanonicalValue>,
}));

function refusedFor(input: unknown): unknown {
  return canonicalJson(input);
}

describe('canonical JSON', () => {
  it('[CAN1] sorts keys by UTF-16 code units and writes no white space', () => {
    expect(canonicalJson({ b: [1, true, null], a: { z: 'x', ä: '' } })).toBe(
      '{"a":{"z":"x","ä":""},"b":[1,true,null]}',
    );
    // U+1F600 starts with D83D and so comes before U+FB01, though its code point is higher.
    expect(canonicalJson({ ﬁ: 1, '😀': 2 })).toBe('{"😀":2,"ﬁ":1}');
  });

  it('[CAN1] spells strings like RFC 8785: short escapes, lower-case \\u, everything else as it is', () => {
    expect(canonicalJson('"\\\b\f\n\r\t\u0001\u007f\u2028議事録😀')).toBe(
      '"\\"\\\\\\b\\f\\n\\r\\t\\u0001\u007f\u2028議事録😀"',
    );
  });

  it('[CAN1] the order in which keys were set changes nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(object));
      }),
    );
  });

  it('[CAN2] refuses what has more than one spelling, and says where', () => {
    const wrong: [unknown, string, string][] = [
      [{ a: [0.5] }, 'a[0]', 'number'],
      [Number.NaN, '', 'number'],
      [-0, '', 'number'],
      [{ n: 2 ** 53 }, 'n', 'number'],
      [Number.POSITIVE_INFINITY, '', 'number'],
      [{ a: undefined }, 'a', 'type'],
      [{ a: { at: new Date(0) } }, 'a.at', 'type'],
      [new Map(), '', 'type'],
      [1n, '', 'type'],
      [() => 1, '', 'type'],
      // eslint-disable-next-line no-sparse-arrays -- the hole is the point
      [[1, , 2], '[1]', 'type'],
      [{ a: '\ud83d' }, 'a', 'text'],
      [{ '\udc00': 1 }, '\udc00', 'key'],
      [JSON.parse('{"a":{"__proto__":1}}'), 'a.__proto__', 'key'],
      [{ [Symbol('s')]: 1 }, '', 'key'],
    ];
    for (const [input, field, why] of wrong) {
      expect(refusedFor(input)).toEqual(refuse('bad-input', { field, params: { why } }));
    }
  });

  it('[CAN3] refuses values nested deeper than 64 levels instead of running out of stack', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 64; i++) deep = [deep];
    expect(canonicalJson(deep)).toBe('['.repeat(64) + '1' + ']'.repeat(64));
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(refusedFor(deep)).toMatchObject({ refused: 'bad-input', params: { why: 'depth' } });
    expect(parseStrict('['.repeat(200_000))).toMatchObject({ refused: 'bad-json' });
  });

  it('[CAN4] reads back to the same value, and spelling it again changes nothing', () => {
    fc.assert(
      fc.property(value, (input) => {
        const text = canonicalJson(input) as string;
        expect(JSON.parse(text)).toEqual(input);
        expect(parseStrict(text)).toEqual(input);
        expect(canonicalJson(parseStrict(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('strict reading', () => {
  it('[CAN5] agrees with JSON.parse on all it takes, in any white space and escaping', () => {
    for (const text of [
      ' { "b" : [ 1 , -2 , 0 ] ,\r\n\t"a" : "\\u8b70\\/\\n" } ',
      '[]',
      '{}',
      'true',
      '"\\ud83d\\ude00"',
    ])
      expect(parseStrict(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"__proto__":{}}',
    '1.0',
    '1e2',
    '-0',
    '9007199254740993',
    '01',
    '+1',
    '"\\ud83d"',
    '"a\nb"',
    '"\\x41"',
    '"abc',
    '"abc\\',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '[1]x',
    '',
    ' ',
    'nul',
    'NaN',
    '\ufeff{}',
    '[1 2]',
    '{"a" 1}',
    '{"a":1',
  ])('[CAN5] refuses %j', (text) => {
    expect(parseStrict(text)).toMatchObject({ refused: 'bad-json' });
  });

  it('[CAN5] reads a string of ten megabytes', () => {
    const long = 'あ'.repeat(5_000_000) + '\\n'.repeat(2_500_000);
    expect(parseStrict(`"${long}"`)).toHaveLength(7_500_000);
  });
});
