import { describe, expect, it } from 'vitest';
import {
  handMoves,
  issueActs,
  issueStates,
  mergeIssue,
  moveByHand,
  nextIssueState,
  routeIssue,
  routes,
  stageOf,
  stages,
} from './state.ts';

describe('life of an issue', () => {
  it('[ISS1] exactly these steps are allowed', () => {
    const allowed = issueStates.flatMap((state) =>
      issueActs.flatMap((act) => {
        const next = nextIssueState(state, act);
        return typeof next === 'string' ? [`${state} ${act} ${next}`] : [];
      }),
    );
    expect(allowed).toEqual([
      'submitted screen screening',
      'submitted publish published',
      'submitted return returned',
      'submitted redirect redirected_private',
      'submitted merge merged',
      'screening publish published',
      'screening return returned',
      'screening redirect redirected_private',
      'screening merge merged',
      'published merge merged',
      'published put_on_agenda on_agenda',
      'published start in_progress',
      'on_agenda merge merged',
      'on_agenda take_off_agenda published',
      'on_agenda start in_progress',
      'in_progress merge merged',
      'in_progress put_on_agenda on_agenda',
      'in_progress resolve resolved',
      'in_progress close closed_unresolved',
      'resolved put_on_agenda on_agenda',
      'resolved reopen in_progress',
      'closed_unresolved put_on_agenda on_agenda',
      'closed_unresolved reopen in_progress',
      'returned screen screening',
    ]);
    expect(nextIssueState('merged', 'publish')).toEqual({
      refused: 'wrong-state',
      params: { state: 'merged', act: 'publish' },
    });
  });

  it('[ISS2] five columns; what is unscreened, private, returned or merged has none', () => {
    expect(issueStates.filter((state) => stageOf(state) === null)).toEqual([
      'submitted',
      'screening',
      'merged',
      'returned',
      'redirected_private',
    ]);
    expect(new Set(issueStates.map(stageOf).filter((stage) => stage !== null))).toEqual(new Set(stages));
  });

  it('[ISS3] by hand only from in progress to resolved or closed, and back', () => {
    expect(Object.fromEntries(stages.map((from) => [from, handMoves(from)]))).toEqual({
      published: [],
      on_agenda: [],
      in_progress: ['resolved', 'closed'],
      resolved: ['in_progress'],
      closed: ['in_progress'],
    });
    expect(moveByHand({ state: 'published', to: 'in_progress', result: 'x', route: 'self' })).toEqual({
      refused: 'wrong-state',
      field: 'to',
      params: { from: 'published', to: 'in_progress' },
    });
    expect(moveByHand({ state: 'screening', to: 'published', result: 'x' })).toMatchObject({
      refused: 'wrong-state',
    });
    expect(moveByHand({ state: 'resolved', to: 'resolved', result: 'x', route: 'self' })).toMatchObject({
      refused: 'wrong-state',
    });
  });

  it('[ISS4] resolving asks for route and result, closing and taking up again for the reason', () => {
    const resolve = { state: 'in_progress', to: 'resolved' } as const;
    expect(moveByHand({ ...resolve, route: 'joint', result: '週2回ひらいた' })).toBe('resolved');
    expect(moveByHand({ ...resolve, result: '週2回ひらいた' })).toEqual({
      refused: 'reason-required',
      field: 'route',
    });
    expect(moveByHand({ ...resolve, route: 'city' as 'joint', result: 'x' })).toMatchObject({
      field: 'route',
    });
    expect(moveByHand({ ...resolve, route: 'joint', result: ' ' })).toEqual({
      refused: 'reason-required',
      field: 'result',
    });
    expect(moveByHand({ state: 'in_progress', to: 'closed' })).toMatchObject({
      refused: 'reason-required',
      field: 'result',
    });
    expect(moveByHand({ state: 'in_progress', to: 'closed', result: '引っ越しのため' })).toBe(
      'closed_unresolved',
    );
    expect(moveByHand({ state: 'closed_unresolved', to: 'in_progress', result: '再び申し出' })).toBe(
      'in_progress',
    );
    expect(moveByHand({ state: 'resolved', to: 'in_progress' })).toMatchObject({
      refused: 'reason-required',
    });
  });

  it('[ISS5] a card that has moved on since it was seen stays where it is', () => {
    expect(moveByHand({ state: 'resolved', to: 'closed', seenIn: 'in_progress', result: 'x' })).toEqual({
      refused: 'conflict',
      field: 'to',
      params: { from: 'resolved' },
    });
    expect(moveByHand({ state: 'in_progress', to: 'closed', seenIn: 'in_progress', result: 'x' })).toBe(
      'closed_unresolved',
    );
  });

  it('[ISS6] four routes; only an act, never a route, moves a card', () => {
    expect(routes).toEqual(['self', 'joint', 'referred', 'professional']);
    for (const route of routes)
      expect(moveByHand({ state: 'published', to: 'in_progress', route, result: '市へ' })).toMatchObject({
        refused: 'wrong-state',
      });
  });

  it('[ISS32] a route starts the work, or changes who does it where the card stands; nothing off the board has one', () => {
    expect(Object.fromEntries(issueStates.map((state) => [state, routeIssue(state)]))).toMatchObject({
      submitted: { refused: 'wrong-state' },
      screening: { refused: 'wrong-state' },
      published: 'in_progress',
      on_agenda: 'in_progress',
      in_progress: 'in_progress',
      resolved: 'resolved',
      closed_unresolved: 'closed_unresolved',
      returned: { refused: 'wrong-state' },
      redirected_private: { refused: 'wrong-state' },
      merged: { refused: 'wrong-state' },
    });
  });

  it('[ISS33] merged only into another one that stands on the board', () => {
    const a = { id: 'a', state: 'submitted' } as const;
    for (const state of issueStates)
      expect(mergeIssue(a, { id: 'b', state })).toEqual(
        stageOf(state) === null
          ? { refused: 'wrong-state', field: 'intoIssueId', params: { state } }
          : 'merged',
      );
    expect(mergeIssue({ id: 'b', state: 'published' }, { id: 'b', state: 'published' })).toMatchObject({
      refused: 'wrong-state',
    });
    expect(mergeIssue({ id: 'a', state: 'resolved' }, { id: 'b', state: 'published' })).toMatchObject({
      refused: 'wrong-state',
    });
  });
});
