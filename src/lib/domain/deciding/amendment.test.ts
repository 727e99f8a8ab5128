import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amendmentStates,
  isPending,
  nextAmendment,
  settledAs,
  turnRefusal,
  type InLine,
} from './amendment.ts';
import { agrees, outcomeCodes } from './outcome.ts';

const line = fc
  .array(fc.constantFrom(...amendmentStates), { maxLength: 6 })
  .map((states) => states.map((state, i): InLine => ({ id: `a${i + 1}`, no: i + 1, state })));

describe('[AMD5] whose turn it is', () => {
  test('the first that is not settled, and the original only when all are', () => {
    fc.assert(
      fc.property(line, fc.nat(), (amendments, salt) => {
        const turned = [...amendments].sort((a, b) => ((a.no * salt) % 7) - ((b.no * salt) % 7));
        const next = nextAmendment(turned);
        expect(next).toEqual(amendments.find(({ state }) => isPending(state)) ?? null);
        expect(turnRefusal(turned, next?.id ?? null)).toBeNull();
        for (const { id, state } of amendments.filter(({ id }) => id !== next?.id))
          expect(turnRefusal(turned, id)).toMatchObject({
            refused: isPending(state) ? 'amendments-first' : 'already-done',
          });
        if (next)
          expect(turnRefusal(turned, null)).toEqual({
            refused: 'amendments-first',
            field: 'amendmentId',
            params: { n: next.no },
          });
        expect(turnRefusal(turned, 'other')).toMatchObject({ refused: 'not-found' });
      }),
    );
  });
});

test('[AMD7] what agrees is carried, what is voted down is lost, nothing else settles it', () => {
  for (const code of outcomeCodes) {
    const lost = code === 'REJECTED' || code === 'REJECTED_BY_CASTING_VOTE';
    expect(settledAs(code)).toBe(agrees(code) ? 'carried' : lost ? 'lost' : 'asked');
  }
});
