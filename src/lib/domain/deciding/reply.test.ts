import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { awaitsCastingVote, givesCastingVote } from './casting-vote.ts';
import { frozenRule, majorityAt, thresholds } from './frozen-rule.ts';
import { offeredIn, rulesOf } from './modes/registry.ts';
import {
  askedWith,
  choicesAsked,
  hasVote,
  isLate,
  replyCounted,
  replyRefusal,
  seatReplying,
  voiceIn,
} from './reply.ts';
import { chairVotes, modes, roundModes, tieRules, vias } from './words.ts';
import { ballot, inRoom, outcome, roll, round } from './round.fixture.ts';

describe('[T8] who has a vote', () => {
  test('everybody on the roll, but a chair whom a vote leaves out', () => {
    for (const mode of modes)
      for (const chairVote of chairVotes) {
        const asked = { mode, rule: { chairVote } };
        expect(hasVote(asked, { chair: false })).toBe(true);
        expect(hasVote(asked, { chair: true })).toBe(
          mode !== 'majority' || chairVote === 'votes_no_casting' || chairVote === 'votes_and_casting',
        );
      }
  });

  test('as the count has it: a ballot of the chair changes the numbers just where he has a vote', () => {
    for (const mode of roundModes.filter((mode) => rulesOf(mode).takesSides))
      for (const chairVote of chairVotes) {
        const yes = offeredIn(mode)[0] ?? '';
        const asked = (ballots: ReturnType<typeof ballot>[]) =>
          outcome(
            round(
              {
                mode,
                roll: roll(3).map((voter, i) => ({ ...voter, chair: i === 0 })),
                attendance: inRoom('s1', 's2', 's3'),
                ballots,
              },
              { chairVote },
            ),
          ).total.for;
        const others = [ballot('s2', yes), ballot('s3', yes)];
        const counts = asked([...others, ballot('s1', yes)]) !== asked(others);
        expect(counts).toBe(hasVote({ mode, rule: { chairVote } }, { chair: true }));
      }
  });

  test('[DEC7] a reply is for one seat of the roll that has a vote', () => {
    const vote = { mode: 'majority', rule: { chairVote: 'casting_only' } } as const;
    const [chair, member] = [{ chair: true }, { chair: false }];
    expect(seatReplying(vote, [], false)).toEqual({ refused: 'not-on-roll' });
    expect(seatReplying(vote, [], true)).toEqual({ refused: 'not-on-roll', field: 'for' });
    expect(seatReplying(vote, [chair], false)).toEqual({ refused: 'not-on-roll' });
    expect(seatReplying(vote, [chair, member], false)).toEqual({ refused: 'bad-input', field: 'for' });
    expect(seatReplying(vote, [member], false)).toBe(member);
    expect(seatReplying({ ...vote, mode: 'consent' }, [chair], true)).toBe(chair);
  });
});

describe('[DEC7] what a reply must say', () => {
  const reply = (choice: string, reason = '', wouldAgreeIf = '') => ({ choice, reason, wouldAgreeIf });

  test('a concern its reason, an objection also what would let it agree', () => {
    const missing = (field: string) => ({ refused: 'ballot-needs-reason', field });
    expect(replyRefusal('consent', reply('concern'))).toEqual(missing('reason'));
    expect(replyRefusal('consent', reply('concern', '心配'))).toBeNull();
    expect(replyRefusal('consent', reply('objection', '', '昼なら'))).toEqual(missing('reason'));
    expect(replyRefusal('consent', reply('objection', '夜は困る'))).toEqual(missing('wouldAgreeIf'));
    expect(replyRefusal('consent', reply('objection', '夜は困る', '昼なら'))).toBeNull();
    expect(replyRefusal('majority', reply('against'))).toBeNull();
  });

  test('what a form offers and asks for is what is taken, in every mode', () => {
    for (const mode of modes) {
      const { choices, offered, onPaper, asks, voices } = rulesOf(mode);
      expect([...offered, ...onPaper].sort()).toEqual([...choices].sort());
      for (const choice of choices) {
        const asked = askedWith(mode, choice);
        const bare = replyRefusal(mode, reply(choice));
        expect(isRefusal(bare ?? {})).toBe(asked?.reason === 'required');
        expect(replyRefusal(mode, reply(choice, '理由', '条件'))).toBeNull();
      }
      for (const choice of Object.keys(asks)) expect(offered).toContain(choice);
      for (const kind of voices) expect(askedWith(mode, kind)?.reason).toBe('required');
      expect(
        choicesAsked(mode)
          .map(({ choice }) => choice)
          .sort(),
      ).toEqual(Object.keys(asks).sort());
      expect(replyRefusal(mode, reply('constructor'))).toEqual({ refused: 'bad-input', field: 'choice' });
      expect(askedWith(mode, 'constructor')).toBeNull();
    }
  });

  test('[DEC9] objections and concerns are to be answered, votes against are not', () => {
    expect(
      ['consent', 'concern', 'objection', 'stand_aside'].map((choice) => voiceIn('consent', choice)),
    ).toEqual([null, 'concern', 'objection', null]);
    expect(voiceIn('majority', 'against')).toBeNull();
  });
});

describe('which reply counts', () => {
  test('[T2] the minute of the deadline is still in time', () => {
    const until = Date.parse('2023-02-15T23:59+09:00');
    expect(isLate(until, until + 59_999)).toBe(false);
    expect(isLate(until, until + 60_000)).toBe(true);
    expect(isLate(null, until)).toBe(false);
  });

  test('[T3] is the one the tally counts', () => {
    const some = fc.uniqueArray(
      fc.record({ via: fc.constantFrom(...vias), at: fc.integer({ min: 0, max: 50 }) }),
      { minLength: 1, maxLength: 6, selector: ({ via, at }) => `${via}${at}` },
    );
    fc.assert(
      fc.property(some, (replies) => {
        const start = Date.parse('2023-02-15T19:00:00Z');
        const ballots = replies.map(({ via, at }) =>
          ballot('s1', 'for', { via, at: new Date(start + at).toISOString() }),
        );
        const counted = replyCounted(replies);
        const left = outcome(round({ roll: roll(1), ballots })).superseded.map(({ via }) => via);
        expect([...left, counted?.via].sort()).toEqual(replies.map(({ via }) => via).sort());
        expect(replies.every(({ via, at }) => via !== counted?.via || at <= counted.at)).toBe(true);
      }),
    );
    expect(replyCounted([])).toBeUndefined();
  });
});

describe('the frozen rule', () => {
  test('[DEC6] a higher majority keeps the base of the rule set', () => {
    const rule = { op: 'gt', num: 1, den: 2, base: 'eligible' } as const;
    expect(thresholds.map((threshold) => majorityAt(rule, threshold))).toEqual([
      rule,
      { op: 'ge', num: 2, den: 3, base: 'eligible' },
      { op: 'ge', num: 3, den: 4, base: 'eligible' },
    ]);
    const { quorum, majority, chairVote, tieRule, proxyMeaning } = frozenRule(
      {
        quorum: { op: 'none', num: 0, den: 1, countAlternate: true, countProxy: true, countWritten: true },
        majority: rule,
        chairVote: 'never',
        tieRule: 'revote',
        proxyMeaning: 'instructed',
        specials: [],
        roll: 'seats',
        householdRule: 'none',
        writtenAllowed: true,
        proxyLimit: null,
      },
      { threshold: 'two_thirds' },
    );
    expect([quorum.op, majority.num, chairVote, tieRule, proxyMeaning]).toEqual([
      'none',
      2,
      'never',
      'revote',
      'instructed',
    ]);
  });

  test('[DEC10] a casting vote is given by its tie rule, in a vote, and waited for on a tie', () => {
    for (const mode of modes)
      for (const tieRule of tieRules) {
        const gives = mode === 'majority' && tieRule === 'chair_casts';
        expect(givesCastingVote({ mode, rule: { tieRule } })).toBe(gives);
        expect(awaitsCastingVote({ mode, rule: { tieRule }, code: 'TIED' })).toBe(gives);
        expect(awaitsCastingVote({ mode, rule: { tieRule }, code: 'REJECTED' })).toBe(false);
      }
  });
});
