/**
 * Consent with objections, the default mode (T14; domain dossier §5.1). One open objection stops; silence and
 * standing aside are no consent.
 */
import { add, equal, greater, ZERO } from '../../rational.ts';
import { count } from '../count.ts';
import type { Count } from '../count.ts';
import type { Floor } from '../floor.ts';
import { tooManySilent } from '../guard.ts';
import { consentChoices } from '../words.ts';
import { sorted } from '../order.ts';
import { histogram } from '../weights.ts';
import type { ModeRules } from './mode.ts';

export const consent = {
  ballot: 'word',
  choices: consentChoices,
  offered: consentChoices,
  onPaper: [],
  asks: {
    concern: { reason: 'required' },
    objection: { reason: 'required', wouldAgreeIf: 'required' },
  },
  voices: ['objection', 'concern'],
  heard: [],
  offers: [],
  sameTextAgain: false,
  takesSides: true,
  shown: 'choices',
  picture: 'parts',
  written: false,
  vote: false,
  counted: { CONSENSUS_WITH_CONCERNS: ['concern'] },
} as const satisfies ModeRules;

/** The code of consent with its figures (T14). */
export function countConsent(floor: Floor): Count {
  const { scale, said } = floor;
  const byChoice = histogram(consentChoices, said, scale);
  const weight = (word: (typeof consentChoices)[number]) => byChoice.get(word) ?? ZERO;
  const closed = new Set(floor.input.objectionsClosed);
  const open = [...said]
    .filter(([key, word]) => word === 'objection' && !closed.has(key))
    .map(([key]) => key);
  const supporting = add(weight('consent'), weight('concern'));
  const silent = add(weight('stand_aside'), scale.of(floor.notCast));
  const sides = {
    for: supporting,
    against: scale.of(open),
    abstain: weight('stand_aside'),
    invalid: ZERO,
  };
  const given = { sides, byChoice, objections: sorted(open) };
  if (open.length > 0) return count({ code: 'NOT_YET', reason: 'objection', ...given });
  if (tooManySilent(silent, scale.of(floor.present)) || equal(supporting, ZERO)) {
    return count({ code: 'NOT_YET', reason: 'too_few_positions', ...given });
  }
  return count({
    code: greater(weight('concern'), ZERO) ? 'CONSENSUS_WITH_CONCERNS' : 'CONSENSUS',
    ...given,
  });
}
