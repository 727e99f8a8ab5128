import type { FloorOutcome } from '#lib/doc/floor.ts';
import type { Outcome } from '#lib/domain/deciding/outcome.ts';
import { outcomeSentence } from './outcome.ts';
import type { Locale } from '#lib/i18n/locale.ts';

/** The result of a round in one sentence, from what the floor says of it; the same words as everywhere. */
export function floorOutcomeSentence(outcome: FloorOutcome, locale: Locale): string {
  const open = Number(outcome.byChoice.objection ?? 0);
  const figures: Pick<Outcome, 'quorum' | 'objections'> & {
    code: string;
    reason: string | null;
    total: Pick<Outcome['total'], 'byChoice'>;
  } = {
    code: outcome.code,
    reason: outcome.reason,
    quorum: outcome.quorum,
    objections: Array.from({ length: open }, (_, i) => String(i)),
    total: { byChoice: { ...outcome.byChoice } },
  };
  // the sentence reads no other part of an outcome
  return outcomeSentence(figures as Outcome, null, locale);
}
