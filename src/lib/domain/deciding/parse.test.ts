import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputErrorCodes } from './input-error.ts';
import { modes } from './words.ts';
import { parseRound } from './parse.ts';
import { outcomeOf } from './tally.ts';
import { ballot, round, roll, TEXT } from './round.fixture.ts';

const voting = round({
  roll: [{ key: 's1', weight: '1' }, { key: 's2', weight: '1/3', chair: true }, { key: 's3' }],
  attendance: [{ key: 's1', mode: 'in_person' }],
  proxies: [{ from: 's3', to: 's1', choice: null }],
  ballots: [ballot('s1', 'for'), ballot('s2', 'against', { via: 'paper' })],
  chairCasts: 'for',
});
const consent = { ...voting, mode: 'consent', ballots: [ballot('s1', 'concern')], objectionsClosed: ['s2'] };
const dots = { ...voting, mode: 'dots', options: ['A', 'B'], ballots: [ballot('s1', { A: 2, B: 1 })] };
const borda = { ...voting, mode: 'borda', options: ['A', 'B'], ballots: [ballot('s1', ['B', 'A'])] };

/** The round with the value at a path (`ballots.0.choice`) replaced; undefined leaves the field out. */
function changed(base: unknown, path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(base)) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop()!;
  const at = steps.reduce((o, step) => o[step] as Record<string, unknown>, copy);
  at[last] = value;
  return JSON.parse(JSON.stringify(copy));
}

const twice = (base: { ballots?: unknown[] }): unknown[] => [base.ballots?.[0], base.ballots?.[0]];

describe('[T1] the first fault is answered with code and path', () => {
  test.each([
    ['a key not on the roll', voting, 'ballots.0.key', 's9', 'unknown-key', 'ballots[0].key'],
    ['a stranger in the room', voting, 'attendance.0.key', 's9', 'unknown-key', 'attendance[0].key'],
    ['a grantor not on the roll', voting, 'proxies.0.from', 's9', 'unknown-key', 'proxies[0].from'],
    ['a holder not on the roll', voting, 'proxies.0.to', 's9', 'unknown-key', 'proxies[0].to'],
    [
      'a closed objection of nobody',
      consent,
      'objectionsClosed.0',
      's9',
      'unknown-key',
      'objectionsClosed[0]',
    ],
    ['a roll key twice', voting, 'roll.2.key', 's1', 'duplicate-key', 'roll[2].key'],
    ['no weight at all', voting, 'roll.0.weight', '0', 'bad-weight', 'roll[0].weight'],
    ['a weight below 0', voting, 'roll.0.weight', '-1', 'bad-weight', 'roll[0].weight'],
    ['a float for a weight', voting, 'roll.0.weight', '0.5', 'bad-weight', 'roll[0].weight'],
    ['a number for a weight', voting, 'roll.0.weight', 1, 'bad-weight', 'roll[0].weight'],
    ['a weight over 0', voting, 'roll.0.weight', '1/0', 'bad-weight', 'roll[0].weight'],
    ['a choice of another mode', voting, 'ballots.0.choice', 'consent', 'bad-choice', 'ballots[0].choice'],
    ['a vote in a consent round', consent, 'ballots.0.choice', 'for', 'bad-choice', 'ballots[0].choice'],
    ['an inherited word', voting, 'ballots.0.choice', 'constructor', 'bad-choice', 'ballots[0].choice'],
    ['a list in a majority round', voting, 'ballots.0.choice', ['for'], 'bad-choice', 'ballots[0].choice'],
    ['a ballot saying nothing', voting, 'ballots.0.choice', undefined, 'missing', 'ballots[0].choice'],
    ['a proxy to oneself', voting, 'proxies.0.to', 's3', 'self-proxy', 'proxies[0].to'],
    ['an objection by proxy', voting, 'proxies.0.choice', 'objection', 'bad-choice', 'proxies[0].choice'],
    ['more than one chair', voting, 'roll.2.chair', true, 'two-chairs', 'roll[2].chair'],
    ['an unknown mode', voting, 'mode', 'acclamation', 'unknown-enum', 'mode'],
    ['a prototype for a mode', voting, 'mode', '__proto__', 'unknown-enum', 'mode'],
    ['an unknown operator', voting, 'rule.quorum.op', 'eq', 'unknown-enum', 'rule.quorum.op'],
    ['a majority of none', voting, 'rule.majority.op', 'none', 'unknown-enum', 'rule.majority.op'],
    ['an unknown base', voting, 'rule.majority.base', 'all', 'unknown-enum', 'rule.majority.base'],
    ['an unknown chair vote', voting, 'rule.chairVote', 'twice', 'unknown-enum', 'rule.chairVote'],
    ['an unknown tie rule', voting, 'rule.tieRule', 'coin', 'unknown-enum', 'rule.tieRule'],
    ['an unknown proxy meaning', voting, 'rule.proxyMeaning', 'blank', 'unknown-enum', 'rule.proxyMeaning'],
    ['an unknown channel', voting, 'ballots.0.via', 'fax', 'unknown-enum', 'ballots[0].via'],
    ['an unknown way to attend', voting, 'attendance.0.mode', 'tv', 'unknown-enum', 'attendance[0].mode'],
    ['an unknown casting vote', voting, 'chairCasts', 'abstain', 'unknown-enum', 'chairCasts'],
    ['a time without offset', voting, 'ballots.1.at', '2023-02-15T19:30', 'bad-time', 'ballots[1].at'],
    ['a deadline without offset', voting, 'closesAt', '2023-02-15T23:59', 'bad-time', 'closesAt'],
    ['the same ballot twice', voting, 'ballots', twice(voting), 'duplicate-ballot', 'ballots[1].at'],
    ['three dots on one option', dots, 'ballots.0.choice', { A: 3 }, 'too-many-dots', 'ballots[0].choice'],
    ['four dots', dots, 'ballots.0.choice', { A: 2, B: 2 }, 'too-many-dots', 'ballots[0].choice'],
    ['half a dot', dots, 'ballots.0.choice', { A: 0.5 }, 'bad-choice', 'ballots[0].choice'],
    ['a dot taken away', dots, 'ballots.0.choice', { A: -1 }, 'bad-choice', 'ballots[0].choice'],
    ['dots as a list', dots, 'ballots.0.choice', ['A'], 'bad-choice', 'ballots[0].choice'],
    ['dots on no option', dots, 'ballots.0.choice', { C: 1 }, 'unknown-option', 'ballots[0].choice'],
    ['an unknown option', borda, 'ballots.0.choice', ['C'], 'unknown-option', 'ballots[0].choice'],
    [
      'an option ranked twice',
      borda,
      'ballots.0.choice',
      ['A', 'A'],
      'duplicate-option',
      'ballots[0].choice',
    ],
    ['a rank that is no text', borda, 'ballots.0.choice', [1], 'bad-choice', 'ballots[0].choice'],
    ['a word for a ranking', borda, 'ballots.0.choice', 'A', 'bad-choice', 'ballots[0].choice'],
    ['an option twice', borda, 'options', ['A', 'B', 'A'], 'duplicate-option', 'options[2]'],
    ['an option twice where none is asked', voting, 'options', ['A', 'A'], 'duplicate-option', 'options[1]'],
    ['no options to rank', borda, 'options', undefined, 'missing-options', 'options'],
    ['an empty list of options', dots, 'options', [], 'missing-options', 'options'],
    ['a roll that is no list', voting, 'roll', {}, 'bad-type', 'roll'],
    ['a voter that is no object', voting, 'roll.0', 's1', 'bad-type', 'roll[0]'],
    ['a chair that is a word', voting, 'roll.0.chair', 'yes', 'bad-type', 'roll[0].chair'],
    ['a key that is a number', voting, 'roll.0.key', 7, 'bad-type', 'roll[0].key'],
    ['a hash that is a number', voting, 'textHash', 7, 'bad-type', 'textHash'],
    ['no text', voting, 'textHash', undefined, 'missing', 'textHash'],
    ['no mode', voting, 'mode', undefined, 'missing', 'mode'],
    ['no rule', voting, 'rule', undefined, 'missing', 'rule'],
    ['no quorum', consent, 'rule.quorum', undefined, 'missing', 'rule.quorum'],
    ['no majority', voting, 'rule.majority', undefined, 'missing', 'rule.majority'],
    ['no tie rule', voting, 'rule.tieRule', undefined, 'missing', 'rule.tieRule'],
    ['no time', voting, 'ballots.0.at', undefined, 'missing', 'ballots[0].at'],
    ['a fraction of floats', voting, 'rule.majority.num', 0.5, 'bad-number', 'rule.majority.num'],
    ['a fraction over 0', voting, 'rule.majority.den', 0, 'bad-number', 'rule.majority.den'],
    ['a fraction of texts', voting, 'rule.majority.den', '2', 'bad-number', 'rule.majority.den'],
    ['a quorum below 0', voting, 'rule.quorum.num', -1, 'bad-number', 'rule.quorum.num'],
  ])('%s', (_what, base, path, value, code, field) => {
    expect(parseRound(changed(base, path, value))).toEqual({ error: { code, field } });
  });

  test('two proxies of one grantor', () => {
    const proxies = [
      { from: 's3', to: 's1' },
      { from: 's3', to: 's2' },
    ];
    expect(parseRound({ ...voting, proxies })).toEqual({
      error: { code: 'duplicate-proxy', field: 'proxies[1].from' },
    });
  });

  test('the same moment in two offsets is the same instant, a microsecond is not', () => {
    const ballots = [
      ballot('s1', 'for', { at: '2023-02-15T19:30+09:00' }),
      ballot('s1', 'against', { at: '2023-02-15T10:30:00Z' }),
    ];
    expect(parseRound({ ...voting, ballots })).toEqual({
      error: { code: 'duplicate-ballot', field: 'ballots[1].at' },
    });
    ballots[1]!.at = '2023-02-15T10:30:00.000001Z';
    expect(parseRound({ ...voting, ballots })).toHaveProperty('mode');
  });

  test.each([null, undefined, 1, 'round', [], true])('%j is not a round', (value) => {
    expect(parseRound(value)).toEqual({ error: { code: 'bad-type', field: null } });
  });
});

test.each(modes)('[T1b] a round of mode %s needs no lists but options and roll', (mode) => {
  const { rule } = round();
  const bare = { mode, rule, textHash: TEXT, roll: roll(3), options: ['A', 'B'] };
  expect(parseRound(bare)).toMatchObject({ mode, ballots: [], closesAt: null, chairCasts: null });
});

test('[T1b] null is the same as left out; unknown fields are ignored', () => {
  const loose = {
    ...(changed(voting, 'proxies.0', { from: 's3', colour: 'red' }) as object),
    closesAt: null,
    options: null,
    lotSeed: null,
    objectionsClosed: null,
    extra: { deep: [1] },
  };
  expect(parseRound(loose)).toMatchObject({ options: [], proxies: [{ from: 's3', to: null, choice: null }] });
});

test('[T1c] only majority mode asks for majority, chair, tie rule and proxy meaning', () => {
  const quorum = { op: 'none' };
  expect(parseRound({ mode: 'consent', rule: { quorum }, textHash: TEXT })).toHaveProperty('mode', 'consent');
  expect(parseRound({ mode: 'majority', rule: { quorum }, textHash: TEXT })).toHaveProperty('error');
  expect(parseRound({ mode: 'deemed-unanimity', textHash: TEXT })).toHaveProperty('mode');
  const wrong = { mode: 'consent', rule: { quorum, tieRule: 'coin' }, textHash: TEXT };
  expect(parseRound(wrong)).toEqual({ error: { code: 'unknown-enum', field: 'rule.tieRule' } });
});

test('[T1c] a block stops and dots are 3 and 2 where the rule says nothing', () => {
  const silent = { mode: 'gradients', rule: { quorum: { op: 'none' } }, textHash: TEXT };
  const rule = { blockIsVeto: true, dots: { perVoter: 3, maxPerOption: 2 } };
  expect(parseRound(silent)).toMatchObject({ rule });
});

test('[T1d] a quorum to be reached says its fraction and what counts', () => {
  for (const [name, field] of [
    ['num', 'num'],
    ['countProxy', 'countProxy'],
  ] as const) {
    const quorum: Record<string, unknown> = { ...voting.rule.quorum, op: 'ge' };
    delete quorum[name];
    expect(parseRound({ ...voting, rule: { ...voting.rule, quorum } })).toEqual({
      error: { code: 'missing', field: `rule.quorum.${field}` },
    });
  }
});

test('[T1e] weights need no lowest terms; leading zeros and endless digits are refused', () => {
  const weight = (text: string) => parseRound(changed(voting, 'roll.0.weight', text));
  expect(weight('2/4')).toMatchObject({ roll: [{ weight: { n: 1n, d: 2n } }, {}, {}] });
  for (const text of ['01', '1/02', '9'.repeat(81), '１', '1 ', '']) {
    expect(weight(text)).toEqual({ error: { code: 'bad-weight', field: 'roll[0].weight' } });
  }
});

test('[T1g] levels may be numbers', () => {
  const one = (mode: string, choice: unknown) =>
    parseRound({ ...voting, mode, ballots: [{ ...ballot('s1', ''), choice }] });
  expect(one('fist', 0)).toMatchObject({ ballots: [{ choice: '0' }] });
  expect(one('gradients', 8)).toMatchObject({ ballots: [{ choice: '8' }] });
  expect(one('gradients', 0)).toHaveProperty('error.code', 'bad-choice');
  expect(one('fist', 2.5)).toHaveProperty('error.code', 'bad-choice');
});

test('[T1g] a ballot that will not count is checked like any other', () => {
  const ballots = [ballot('s1', 'maybe', { textHash: 'old' })];
  expect(parseRound({ ...voting, ballots })).toHaveProperty('error.field', 'ballots[0].choice');
});

test('[T1h] a key may come twice into the room', () => {
  const attendance = [
    { key: 's1', mode: 'online' },
    { key: 's1', mode: 'in_person' },
  ];
  expect(parseRound({ ...voting, attendance })).toHaveProperty('mode');
});

test('[T1a] no JSON makes it throw, and every error is of the closed list', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const answer = parseRound(value);
      if ('error' in answer) expect(inputErrorCodes).toContain(answer.error.code);
    }),
  );
});

test('[T1a] a round with any JSON in any place is counted or answered with a path into it', () => {
  const paths: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (path !== '') paths.push(path.slice(1));
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, `${path}.${name}`);
    }
  };
  const bases = [voting, consent, dots, borda];
  bases.forEach((base) => walk(base, ''));
  fc.assert(
    fc.property(fc.constantFrom(...bases), fc.constantFrom(...paths), fc.jsonValue(), (base, path, value) => {
      let json: unknown;
      try {
        json = changed(base, path, value);
      } catch {
        return;
      }
      const answer = outcomeOf(json);
      if ('error' in answer) expect(inputErrorCodes).toContain(answer.error.code);
      else expect(answer.code).toMatch(/^[A-Z_]+$/);
    }),
    { numRuns: 2000 },
  );
});

test('[T1a] names of the language are names like any other', () => {
  const json = `{"mode":"dots","rule":{"quorum":{"op":"none"}},"textHash":"${TEXT}",
    "options":["__proto__","constructor"],"roll":[{"key":"__proto__"},{"key":"toString"}],
    "ballots":[{"key":"__proto__","choice":{"__proto__":2,"constructor":1},"via":"live","at":"2023-02-15T19:30Z","textHash":"${TEXT}"}]}`;
  const text = JSON.stringify(outcomeOf(JSON.parse(json)));
  expect(text).toContain('"byChoice":{"__proto__":"2","constructor":"1"}');
  expect(text).toContain('"unanswered":["toString"]');
  expect(outcomeOf({ mode: 'consent', textHash: TEXT })).toHaveProperty('error.field', 'rule');
});
