import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import {
  decisionStates,
  decisionVerbs,
  deferrableStates,
  hasOutcome,
  isUnsettled,
  nextDecisionState,
  nextObjectionState,
  nextProposalState,
  nextRoundState,
  objectionStates,
  objectionVerbs,
  overruledStates,
  proposalStates,
  proposalVerbs,
  roundStates,
  roundVerbs,
} from './life.ts';
import type { ProposalState, RoundState } from './life.ts';

describe('[DEC13] every act in every state', () => {
  const lives = [
    ['proposal', proposalStates, proposalVerbs, nextProposalState],
    ['round', roundStates, roundVerbs, nextRoundState],
    ['objection', objectionStates, objectionVerbs, nextObjectionState],
    ['decision', decisionStates, decisionVerbs, nextDecisionState],
  ] as const;

  test.each(lives)('of a %s leads to a state of its own or says why not', (_, states, verbs, next) => {
    const step = next as (state: string, verb: string) => unknown;
    for (const state of states)
      for (const verb of verbs) {
        const after = step(state, verb);
        if (typeof after === 'string') expect(states).toContain(after);
        else expect(after).toHaveProperty('refused');
      }
  });
});

describe('[DEC13] a proposal', () => {
  const walk = (verbs: readonly (typeof proposalVerbs)[number][]): ProposalState =>
    verbs.reduce<ProposalState>((state, verb) => {
      const after = nextProposalState(state, verb);
      return isRefusal(after) ? state : after;
    }, 'draft');
  const someWay = fc.array(fc.constantFrom(...proposalVerbs), { maxLength: 30 });

  test('is decided only after it was frozen, asked about and closed, or put off; and then nothing happens to it', () => {
    fc.assert(
      fc.property(someWay, (verbs) => {
        const states = verbs.map((_, i) => walk(verbs.slice(0, i + 1)));
        const at = states.indexOf('decided');
        if (at < 0) return;
        expect(['round_closed', 'deferred']).toContain(states[at - 1]);
        expect(new Set(states.slice(at))).toEqual(new Set(['decided']));
      }),
      { numRuns: 2_000 },
    );
  });

  test('has its round open from the opening to the close, and is neither frozen nor put off meanwhile', () => {
    fc.assert(
      fc.property(someWay, fc.constantFrom('freeze', 'open_round', 'defer', 'decide'), (verbs, verb) => {
        if (walk(verbs) === 'round_open') expect(walk([...verbs, verb])).toBe('round_open');
      }),
      { numRuns: 2_000 },
    );
    for (const verb of ['freeze', 'open_round', 'defer'] as const)
      expect(nextProposalState('round_open', verb)).toEqual({ refused: 'round-open' });
  });

  test('goes with its item when that is put off, unless it is decided or asked about', () => {
    expect(deferrableStates).toEqual(['draft', 'frozen', 'round_closed', 'not_yet']);
    expect(nextProposalState('decided', 'decide')).toEqual({ refused: 'already-done' });
  });
});

describe('[DEC13] a round', () => {
  test('never opens again, and takes replies only while it is open', () => {
    const way = fc.array(fc.constantFrom(...roundVerbs), { maxLength: 20 });
    fc.assert(
      fc.property(way, fc.constantFrom<RoundState>('closed', 'declared', 'void'), (verbs, from) => {
        let state = from;
        for (const verb of verbs) {
          const after = nextRoundState(state, verb);
          if (!isRefusal(after)) state = after;
          expect(state).not.toBe('open');
          expect(nextRoundState(state, 'reply')).toEqual({ refused: 'round-closed' });
          expect(hasOutcome(state)).toBe(from !== 'void');
        }
      }),
    );
  });

  test('is declared once it has an outcome, and once', () => {
    expect(roundStates.map((state) => nextRoundState(state, 'declare'))).toEqual([
      { refused: 'outcome-missing' },
      'declared',
      { refused: 'already-done' },
      { refused: 'outcome-missing' },
    ]);
  });

  test('[DEC10] takes a casting vote between the close and the declaration only', () => {
    const cast = (state: RoundState) => nextRoundState(state, 'cast');
    expect(roundStates.filter((state) => !isRefusal(cast(state)))).toEqual(['closed']);
  });
});

describe('[DEC11] an objection', () => {
  test('that was answered stands; it goes by being taken back or overruled', () => {
    expect(overruledStates).toEqual(['open', 'answered']);
    expect(objectionStates.filter(isUnsettled)).toEqual(overruledStates);
    for (const state of overruledStates) {
      expect(nextObjectionState(state, 'answer')).toBe('answered');
      expect(nextObjectionState(state, 'withdraw')).toBe('withdrawn');
    }
    expect(nextObjectionState('withdrawn', 'withdraw')).toEqual({ refused: 'already-done' });
    expect(nextObjectionState('withdrawn', 'answer')).toMatchObject({ refused: 'wrong-state' });
    expect(nextObjectionState('overruled', 'withdraw')).toMatchObject({ refused: 'wrong-state' });
  });
});
