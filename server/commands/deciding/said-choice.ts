import * as v from 'valibot';
import { boardOf, optionLimits, rulesOf, type Board } from '#lib/domain/deciding/index.ts';
import type { RoundRecord } from '../../access/round.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import type { Trx } from '../../db/open.ts';

/** What a reply chooses: a word of the mode, or how many dots each option gets. */
export const saidChoice = v.union([
  v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.number(), v.integer(), v.minValue(0))),
    v.maxEntries(optionLimits.most),
  ),
]);

/** What dots are put on in this round; undefined where replies say words. */
export async function boardIn(trx: Trx, round: RoundRecord): Promise<Board | undefined> {
  if (rulesOf(round.mode).ballot === 'word') return undefined;
  const version = await trx
    .selectFrom('proposal_version')
    .select('text')
    .where('id', '=', round.version_id)
    .executeTakeFirstOrThrow();
  return boardOf({ mode: round.mode, text: version.text, rule: frozenRuleIn(round) });
}
