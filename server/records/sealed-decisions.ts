import { sealedFacts } from '#lib/domain/minutes/sealed-decision.ts';
import type { CanonicalObject } from '#lib/domain/canonical/json.ts';
import type { MinutesDecision } from '#lib/domain/minutes/document.ts';
import type { Db, Trx } from '../db/open.ts';
import type { DecisionRow } from '../db/schema.ts';
import { isIntact, sealedOf } from './chain.ts';

/*
 * Decisions as they were sealed: what a page, a list or a file shows as sealed is read here, from the chain, and not from
 * the row, which says of itself only that it was sealed (I8).
 */

export interface SealedDecision {
  /** Number of the entry. */
  readonly seq: number;
  /** Whether the entry still is what its hash says. */
  readonly intact: boolean;
  /** null where the entry can't be read as a decision. */
  readonly facts: MinutesDecision | null;
}

/** Who reads, as far as names go. */
export interface NamesShown {
  /** Whether all names are filled in; otherwise only texts that are public as a whole. */
  readonly names: boolean;
  /** What stands in place of a name that is not shown. */
  readonly hidden: string;
}

/** The seals of these decisions, by id; decisions that are not sealed are absent. */
export async function sealedDecisions(
  db: Db | Trx,
  councilId: string,
  decisionIds: readonly string[],
  { names, hidden }: NamesShown,
): Promise<ReadonlyMap<string, SealedDecision>> {
  const entries = await sealedOf(db, councilId, 'decision', decisionIds);
  return new Map(
    entries.map((entry): [string, SealedDecision] => {
      const { body, disclosures } = entry.line;
      const shown = names ? disclosures : disclosures.filter(({ name }) => name.startsWith('decision/'));
      return [
        entry.refId,
        {
          seq: entry.seq,
          intact: isIntact(entry.line),
          facts: sealedFacts(body['public'] as CanonicalObject | undefined, shown, hidden),
        },
      ];
    }),
  );
}

/** The columns of a decision that its seal vouches for. */
type SealedColumns = Pick<
  DecisionRow,
  | 'title'
  | 'text'
  | 'text_hash'
  | 'outcome_code'
  | 'declared_code'
  | 'declared_reason'
  | 'scope'
  | 'review_on'
>;

/** The row as its seal says; one without a seal, or whose seal can't be read, as it is. */
export function asSealed<Row extends SealedColumns>(row: Row, seal: SealedDecision | undefined): Row {
  const facts = seal?.facts;
  if (!facts) return row;
  return {
    ...row,
    title: facts.title,
    text: facts.text,
    text_hash: facts.textHash,
    outcome_code: facts.outcomeCode,
    declared_code: facts.declaredCode,
    declared_reason: facts.declaredReason,
    scope: facts.scope as DecisionRow['scope'],
    review_on: facts.reviewOn,
  };
}

/** Whether nothing speaks against what is shown as sealed: the entry is whole and can be read. */
export function isSound(seal: SealedDecision | undefined): boolean {
  return !seal || (seal.intact && seal.facts !== null);
}
