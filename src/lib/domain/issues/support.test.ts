import { describe, expect, it } from 'vitest';
import { issueStates } from './state.ts';
import { supportKinds, supportRefusal, takesSupport } from './support.ts';

describe('support', () => {
  it('[ISS24] two kinds: troubled too, and an offer to help; neither is a vote', () => {
    expect(supportKinds).toEqual(['too', 'can']);
  });

  it('[ISS25] while it stands on the board unfinished; taken back at any time', () => {
    expect(issueStates.filter(takesSupport)).toEqual(['published', 'on_agenda', 'in_progress']);
    expect(supportRefusal('resolved', false)).toMatchObject({ refused: 'wrong-state' });
    expect(supportRefusal('resolved', true)).toBeUndefined();
    expect(supportRefusal('published', false)).toBeUndefined();
  });
});
