import { describe, expect, it } from 'vitest';
import { erasesWords, helpMoves, helpStates, moveHelp } from './help.ts';

describe('the private path', () => {
  it('[ISS22] received → talked about, handed on, closed; closed is the end', () => {
    expect(Object.fromEntries(helpStates.map((state) => [state, helpMoves(state)]))).toEqual({
      received: ['talking', 'handed_on', 'closed'],
      talking: ['talking', 'handed_on', 'closed'],
      handed_on: ['talking', 'handed_on', 'closed'],
      closed: [],
    });
    expect(moveHelp('received', 'handed_on')).toBe('handed_on');
    expect(moveHelp('closed', 'talking')).toMatchObject({ refused: 'wrong-state', field: 'to' });
    expect(moveHelp('talking', 'received')).toMatchObject({ refused: 'wrong-state' });
  });

  it('[ISS23] words are erased when it is closed, not before', () => {
    expect(helpStates.filter(erasesWords)).toEqual(['closed']);
  });
});
