import { describe, expect, it } from 'vitest';
import {
  acceptance,
  assignmentStates,
  assignmentVerbs,
  firstAssignmentState,
  isActiveDivision,
  nextAssignmentState,
  stateNow,
} from './assignment.ts';
import type { AssignedTask, AssignmentState } from './assignment.ts';

const task = (lead: AssignmentState, support: AssignmentState, requestToCity = false): AssignedTask => ({
  requestToCity,
  assignments: [
    { responsibility: 'lead', state: lead },
    { responsibility: 'support', state: support },
    { responsibility: 'consulted', state: 'informed' },
  ],
});

describe('roles given to a party', () => {
  it('[ROL10] asked → accepted, declined or negotiating → active → done; every other step is refused', () => {
    const allowed = assignmentStates.flatMap((state) =>
      assignmentVerbs.flatMap((verb) => {
        const next = nextAssignmentState(state, verb);
        return typeof next === 'string' ? [`${state} ${verb} ${next}`] : [];
      }),
    );
    expect(allowed).toEqual([
      'asked accept accepted',
      'asked decline declined',
      'asked negotiate negotiating',
      'negotiating accept accepted',
      'negotiating decline declined',
      'accepted decline declined',
      'accepted negotiate negotiating',
      'accepted activate active',
      'declined accept accepted',
      'declined ask_again asked',
      'active report active',
      'active finish done',
      'active hand_over handed_over',
      'active lapse lapsed',
      'lapsed ask_again asked',
    ]);
    expect(nextAssignmentState('asked', 'finish')).toEqual({
      refused: 'wrong-state',
      params: { state: 'asked', verb: 'finish' },
    });
  });

  it('[ROL11] leads and supports are asked, the others told', () => {
    expect((['lead', 'support', 'consulted', 'informed'] as const).map(firstAssignmentState)).toEqual([
      'asked',
      'asked',
      'informed',
      'informed',
    ]);
  });

  it('[ROL12] [I10] a division is active only when all its leads and supports have accepted', () => {
    expect(isActiveDivision([task('accepted', 'accepted'), task('done', 'active')])).toBe(true);
    for (const state of ['asked', 'negotiating', 'declined', 'lapsed'] as const) {
      expect(isActiveDivision([task('accepted', 'accepted'), task('accepted', state)])).toBe(false);
      expect(isActiveDivision([task(state, 'accepted')])).toBe(false);
    }
    expect(isActiveDivision([])).toBe(false);
    expect(
      isActiveDivision([
        { requestToCity: false, assignments: [{ responsibility: 'support', state: 'accepted' }] },
      ]),
    ).toBe(false);
  });

  it('[ROL12] a request to the city holds nothing up; a role handed over is asked of its new party only', () => {
    expect(isActiveDivision([task('accepted', 'accepted'), task('asked', 'declined', true)])).toBe(true);
    expect(isActiveDivision([task('asked', 'accepted', true)])).toBe(false);
    expect(isActiveDivision([task('accepted', 'handed_over')])).toBe(true);
    expect(isActiveDivision([task('handed_over', 'accepted')])).toBe(false);
  });

  it('[ROL13] an accepted role is active once its division is', () => {
    expect(stateNow('accepted', true)).toBe('active');
    expect(stateNow('accepted', false)).toBe('accepted');
    expect(assignmentStates.filter((s) => s !== 'accepted').every((s) => stateNow(s, true) === s)).toBe(true);
  });

  it('[ROL14] counts who has accepted of those who must', () => {
    expect(
      acceptance([task('accepted', 'asked'), task('done', 'handed_over'), task('asked', 'asked', true)]),
    ).toEqual({ accepted: 2, asked: 3 });
  });
});
