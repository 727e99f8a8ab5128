/** Laws that hold for any round: every mode and rule, a handful of voters, all kinds of ballots. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, compare, parseRational, sum, toText, ZERO } from '../rational.ts';
import { explain } from './explain.ts';
import { inputErrorCodes, isInputError } from './input-error.ts';
import {
  attendanceModes,
  bases,
  chairVotes,
  majorityOps,
  modes,
  proxyChoices,
  proxyMeanings,
  quorumOps,
  tieRules,
  vias,
} from './words.ts';
import type { Mode } from './words.ts';
import { rulesOf } from './modes/registry.ts';
import { agrees, outcomeCodes } from './outcome.ts';
import { asPublished } from './published.ts';
import { outcomeOf, tally } from './tally.ts';
import { ballot, inRoom, keys, outcome, parsed, roll, round, TEXT } from './round.fixture.ts';
import type { BallotJson } from './round.fixture.ts';
import type { RoundJson } from './round.ts';

const OPTIONS = ['A', 'B', 'C', 'D', '𠮷', 'ﾊ'];

const someRule: fc.Arbitrary<RoundJson['rule']> = fc.record({
  quorum: fc.record({
    op: fc.constantFrom(...quorumOps, 'none' as const),
    num: fc.nat(3),
    den: fc.integer({ min: 1, max: 5 }),
    countAlternate: fc.boolean(),
    countProxy: fc.boolean(),
    countWritten: fc.boolean(),
  }),
  majority: fc.record({
    op: fc.constantFrom(...majorityOps),
    num: fc.integer({ min: 1, max: 2 }),
    den: fc.integer({ min: 2, max: 3 }),
    base: fc.constantFrom(...bases),
  }),
  chairVote: fc.constantFrom(...chairVotes),
  tieRule: fc.constantFrom(...tieRules),
  proxyMeaning: fc.constantFrom(...proxyMeanings),
  blockIsVeto: fc.boolean(),
  dots: fc.constant({ perVoter: 3, maxPerOption: 2 }),
});

function someChoice(mode: Mode): fc.Arbitrary<BallotJson['choice']> {
  const { ballot, choices } = rulesOf(mode);
  if (ballot === 'word') return fc.constantFrom(...choices);
  if (ballot === 'ranking') return fc.shuffledSubarray(OPTIONS);
  return fc
    .array(fc.constantFrom(...OPTIONS), { maxLength: 2 })
    .map((given) => Object.fromEntries(given.map((o) => [o, given.filter((other) => other === o).length])));
}

function someRound(mode: Mode, voters: string[]): fc.Arbitrary<RoundJson> {
  const someone = fc.constantFrom(...voters);
  const ballot: fc.Arbitrary<BallotJson> = fc.record({
    key: someone,
    choice: someChoice(mode),
    via: fc.constantFrom(...vias),
    at: fc.integer({ min: 0, max: 30 }).map((m) => `2023-02-15T23:${40 + (m % 20)}:0${m % 10}+09:00`),
    textHash: fc.constantFrom(TEXT, TEXT, TEXT, 'old'),
  });
  return fc.record({
    mode: fc.constant(mode),
    rule: someRule,
    textHash: fc.constant(TEXT),
    closesAt: fc.constantFrom(null, '2023-02-15T23:55+09:00', '2023-02-15T14:50Z'),
    options: fc.constant(OPTIONS),
    lotSeed: fc.constantFrom('5eed', 'c0ffee'),
    roll: fc
      .tuple(
        fc.array(fc.constantFrom('1', '1', '1', '2', '1/3'), {
          minLength: voters.length,
          maxLength: voters.length,
        }),
        fc.integer({ min: -1, max: voters.length - 1 }),
      )
      .map(([weights, chair]) => voters.map((key, i) => ({ key, weight: weights[i]!, chair: i === chair }))),
    attendance: fc.array(fc.record({ key: someone, mode: fc.constantFrom(...attendanceModes) }), {
      maxLength: 6,
    }),
    proxies: fc
      .uniqueArray(
        fc.record({
          from: someone,
          to: fc.option(someone),
          choice: fc.option(fc.constantFrom(...proxyChoices)),
        }),
        { selector: (proxy) => proxy.from, maxLength: 5 },
      )
      .map((proxies) => proxies.filter((proxy) => proxy.from !== proxy.to)),
    ballots: fc.uniqueArray(ballot, {
      selector: (b) => `${b.key} ${b.via} ${b.at}`,
      maxLength: voters.length * 2,
    }),
    chairCasts: fc.constantFrom('for', 'against', null),
    objectionsClosed: fc.uniqueArray(someone, { maxLength: 2 }),
  });
}

/** Any valid round of these modes. */
function anyRound(of: readonly Mode[] = modes): fc.Arbitrary<RoundJson> {
  return fc
    .tuple(fc.constantFrom(...of), fc.integer({ min: 1, max: 8 }))
    .chain(([mode, n]) => someRound(mode, keys(n)));
}

/** The same round with every list in another order. */
function shuffled(json: RoundJson): fc.Arbitrary<RoundJson> {
  const shuffle = <T>(list: T[] | undefined): fc.Arbitrary<T[]> =>
    fc.shuffledSubarray(list ?? [], { minLength: list?.length ?? 0 });
  return fc
    .record({
      options: shuffle(json.options),
      roll: shuffle(json.roll),
      attendance: shuffle(json.attendance),
      proxies: shuffle(json.proxies),
      ballots: shuffle(json.ballots),
      objectionsClosed: shuffle(json.objectionsClosed),
    })
    .map((lists) => ({ ...json, ...lists }));
}

const weightOf = (text: string) => parseRational(text) ?? ZERO;
const weigh = (json: RoundJson, of: Iterable<string>): string => {
  const weights = new Map((json.roll ?? []).map((voter) => [voter.key, weightOf(voter.weight ?? '1')]));
  return toText(sum([...of].map((key) => weights.get(key) ?? ZERO)));
};

function chairless(json: RoundJson): string[] {
  const leaves = json.rule.chairVote === 'casting_only' || json.rule.chairVote === 'never';
  return (json.roll ?? []).filter((voter) => !(leaves && voter.chair)).map((voter) => voter.key);
}

describe('whatever the round', () => {
  test('[T13] without remote ballots and proxies the room is the whole', () => {
    fc.assert(
      fc.property(anyRound(), (json) => {
        const live = { ...json, proxies: [], ballots: (json.ballots ?? []).filter((b) => b.via === 'live') };
        const { inRoom: room, total, code, flags, quorum } = outcome(live);
        if (room === null) return;
        const { byChoice: _histogram, ...numbers } = total;
        expect(room).toEqual({ code: code === 'NO_QUORUM' ? room.code : code, ...numbers });
        expect(flags).toEqual([]);
        expect(quorum).toBeDefined();
      }),
    );
  });

  test('[T17] the order of no list changes a byte of the outcome', () => {
    const pair = anyRound().chain((json) => fc.tuple(fc.constant(json), shuffled(json)));
    fc.assert(
      fc.property(pair, ([json, other]) => {
        expect(JSON.stringify(outcome(other))).toBe(JSON.stringify(outcome(json)));
      }),
      { numRuns: 500 },
    );
  });

  test('[T1] it is counted without throwing, into the closed lists, and never into a float', () => {
    fc.assert(
      fc.property(anyRound(), (json) => {
        const answer = outcomeOf(json);
        if (isInputError(answer)) throw new Error(`a valid round was refused: ${JSON.stringify(answer)}`);
        expect(outcomeCodes).toContain(answer.code);
        expect(answer.code === 'NOT_YET').toBe(answer.reason !== null);
        expect(JSON.stringify(answer)).not.toMatch(/\d\.\d/);
        expect(Object.values(answer.total.byChoice).every((w) => parseRational(w) !== undefined)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('[T1] one broken field is an input error of the closed list, or counted, never an exception', () => {
    fc.assert(
      fc.property(
        anyRound(),
        fc.constantFrom('roll', 'rule', 'ballots', 'proxies', 'mode'),
        fc.jsonValue(),
        (json, field, value) => {
          const answer = outcomeOf(JSON.parse(JSON.stringify({ ...json, [field]: value })));
          if (isInputError(answer)) expect(inputErrorCodes).toContain(answer.error.code);
        },
      ),
    );
  });

  test('[T9] in a majority round the numbers add up to those present, and the base is what the rule says', () => {
    fc.assert(
      fc.property(anyRound(['majority']), (json) => {
        const { total, base } = outcome(json);
        const [yes, no, abstain, invalid, silent] = [
          total.for,
          total.against,
          total.abstain,
          total.invalid,
          total.notCast,
        ].map(weightOf) as [
          ReturnType<typeof weightOf>,
          ReturnType<typeof weightOf>,
          ReturnType<typeof weightOf>,
          ReturnType<typeof weightOf>,
          ReturnType<typeof weightOf>,
        ];
        const wanted = {
          cast: add(yes, no),
          ballots: sum([yes, no, abstain, invalid]),
          present: sum([yes, no, abstain, invalid, silent]),
          eligible: weightOf(weigh(json, chairless(json))),
        };
        expect(base).toBe(toText(wanted[json.rule.majority?.base ?? 'present']));
        const histogram = Object.values(total.byChoice).map(weightOf);
        expect(toText(sum(histogram))).toBe(toText(wanted.ballots));
      }),
      { numRuns: 500 },
    );
  });

  test('[T14] in a consent round the numbers and the closed objections add up to those present', () => {
    fc.assert(
      fc.property(anyRound(['consent']), (json) => {
        const { total, objections } = outcome(json);
        const { consent, concern, objection, stand_aside: aside } = total.byChoice;
        expect(toText(add(weightOf(consent ?? ''), weightOf(concern ?? '')))).toBe(total.for);
        expect(aside).toBe(total.abstain);
        expect(weigh(json, objections)).toBe(total.against);
        expect(compare(weightOf(objection ?? ''), weightOf(total.against))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('[T3] each good ballot is counted or superseded, a superseded one never counts', () => {
    fc.assert(
      fc.property(anyRound(), (json) => {
        const input = parsed(json);
        const before = outcome(json);
        const good = input.ballots.filter(
          (b) =>
            b.textHash === input.textHash &&
            (input.closesAt === null || b.at < input.closesAt + 60_000_000_000n),
        );
        const voters = new Set(good.map((b) => b.key));
        expect(before.superseded).toHaveLength(good.length - voters.size);

        const best = new Map<string, number>();
        const rank = (via: string, at: bigint): [number, bigint] => [
          ['paper', 'electronic', 'live'].indexOf(via),
          at,
        ];
        input.ballots.forEach((b, i) => {
          if (!good.includes(b)) return;
          const held = input.ballots[best.get(b.key) ?? -1];
          const [mine, theirs] = [
            rank(b.via, b.at),
            held ? rank(held.via, held.at) : ([-1, 0n] as [number, bigint]),
          ];
          if (mine[0] > theirs[0] || (mine[0] === theirs[0] && mine[1] > theirs[1])) best.set(b.key, i);
        });
        const kept = new Set(best.values());
        const ballots = (json.ballots ?? []).filter(
          (_, i) => kept.has(i) || !good.includes(input.ballots[i]!),
        );
        expect(outcome({ ...json, ballots })).toEqual({ ...before, superseded: [] });
      }),
      { numRuns: 300 },
    );
  });

  test('[T2] late and wrong-text ballots change nothing but their lists and who is unanswered', () => {
    fc.assert(
      fc.property(anyRound(), (json) => {
        const { late, wrongText, unanswered, ...rest } = outcome(json);
        const input = parsed(json);
        const good = (json.ballots ?? []).filter((_, i) => {
          const b = input.ballots[i]!;
          return (
            b.textHash === input.textHash &&
            (input.closesAt === null || b.at < input.closesAt + 60_000_000_000n)
          );
        });
        const again = outcome({ ...json, ballots: good });
        expect(again).toMatchObject({ ...rest, late: [], wrongText: [] });
        expect(new Set(again.unanswered)).toEqual(new Set([...again.unanswered, ...unanswered]));
        expect(late.length + wrongText.length > 0 || again.unanswered.length === unanswered.length).toBe(
          true,
        );
      }),
    );
  });

  test('[T14] one more objection never makes a consensus', () => {
    fc.assert(
      fc.property(anyRound(['consent']), fc.nat(), (json, pick) => {
        const voters = json.roll ?? [];
        const { key } = voters[pick % voters.length]!;
        const objection = ballot(key, 'objection', { at: '2023-02-15T23:40:30+09:00' });
        const others = (json.ballots ?? []).filter((b) => b.key !== key);
        const result = outcome({ ...json, ballots: [...others, objection], objectionsClosed: [] });
        expect(agrees(result.code)).toBe(false);
        expect(result.objections).toContain(key);
      }),
    );
  });

  test('[I7] [I6] a majority is never called consensus, and silence is never a yes', () => {
    fc.assert(
      fc.property(anyRound(), (json) => {
        const result = outcome(json);
        if (result.code.startsWith('CONSENSUS')) expect(json.mode).toBe('consent');
        if (agrees(result.code))
          expect((json.ballots ?? []).length + (json.proxies ?? []).length).toBeGreaterThan(0);
        expect(agrees(outcome({ ...json, ballots: [], proxies: [] }).code)).toBe(false);
      }),
    );
  });

  test('[I5] it does not change its input, and counts the same twice', () => {
    fc.assert(
      fc.property(anyRound(), (json) => {
        const before = JSON.stringify(json);
        expect(outcome(json)).toEqual(outcome(json));
        expect(JSON.stringify(json)).toBe(before);
      }),
    );
  });
});

test('[T19] any outcome can be explained, as JSON', () => {
  fc.assert(
    fc.property(anyRound(), (json) => {
      const input = parsed(json);
      const said = explain(input, tally(input));
      expect(JSON.parse(JSON.stringify(said))).toEqual(said);
      expect(said.sentence.key).toMatch(/^[a-z_]+$/);
      const { given, void: unused, voting, quorumOnly } = said.rule.proxies;
      expect(unused + voting + quorumOnly).toBe(given);
    }),
  );
});

test('[DEC8] [I5] [F-P20] what is published gives the same outcome to the letter, and publishing it again changes nothing', () => {
  fc.assert(
    fc.property(anyRound(), (json) => {
      const published = asPublished(json);
      expect(outcomeOf(published)).toEqual(outcomeOf(json));
      expect(asPublished(published)).toEqual(published);
    }),
    { numRuns: 500 },
  );
});

test('[DEC8] [F-P20] neither the chair nor a single alternate nor the order of typing can be read from it', () => {
  const said = (key: string, second: string) =>
    ballot(key, 'consent', { at: `2023-02-15T20:00:${second}.123+09:00` });
  const json = round({
    mode: 'consent',
    roll: roll(3).map((voter, i) => ({ ...voter, chair: i === 0 })),
    attendance: [...inRoom('s1', 's2'), { key: 's3', mode: 'alternate' }],
    ballots: [said('s3', '01'), said('s1', '02'), said('s2', '03')],
  });
  const { roll: voters, attendance, ballots } = asPublished(json);
  expect(voters?.some((voter) => 'chair' in voter)).toBe(false);
  expect(new Set(attendance?.map(({ mode }) => mode))).toEqual(new Set(['in_person']));
  expect(new Set(ballots?.map(({ at }) => at)).size).toBe(1);
});

/** So many random rounds of each mode; `npm test -- --cases 100000` asks for more. */
const runs = Number(process.env['CASES'] ?? 200);

test.each(modes)(
  '[T1] [T17] [T19] [I5] any round of %s is counted into the closed lists, whatever its order, again from what is published, and explained',
  (mode) => {
    const pair = anyRound([mode]).chain((json) => fc.tuple(fc.constant(json), shuffled(json)));
    fc.assert(
      fc.property(pair, ([json, other]) => {
        const input = parsed(json);
        const counted = tally(input);
        expect(outcomeCodes).toContain(counted.code);
        expect(outcome(other)).toEqual(counted);
        expect(outcomeOf(asPublished(json))).toEqual(counted);
        const { room, histogram } = explain(input, counted);
        expect(room === null).toBe(counted.inRoom === null);
        // the room alone is never more than everybody
        for (const [choice, weight] of Object.entries(room?.byChoice ?? {}))
          if (rulesOf(mode).ballot === 'word' && !rulesOf(mode).vote)
            expect(
              compare(weightOf(weight), weightOf(counted.total.byChoice[choice] ?? '0')),
            ).toBeLessThanOrEqual(0);
        expect(histogram === null).toBe(rulesOf(mode).ballot !== 'word');
      }),
      { numRuns: runs },
    );
  },
  60_000 + runs * 20,
);
