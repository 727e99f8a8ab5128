/**
 * The open table (OPT1–OPT5): where the rules say so, everybody signed in at the door has a vote beside the council's
 * seats. Minors and observers never have one, nor has who is there for the city or in an office without a vote; members
 * have their seat. The quorum stays the seats' alone, so that comers give a voice and make no meeting.
 */
import type { Role } from '../policy/actions.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { RollRule } from '../deciding/frozen-rule.ts';

/** People at the open table of one meeting at most; the hall is full before. */
export const mostComers = 500;

/** Who is there in an office, or has a seat: he is not signed in beside it. */
const notAtTheDoor: readonly Role[] = ['member', 'officer', 'secretariat', 'auditor'];

export interface AtTheDoor {
  readonly roll: RollRule;
  readonly adult: boolean;
  /** What he is in the council; null: somebody the council does not know. */
  readonly roles: readonly Role[] | null;
}

/**
 * Null where somebody may be signed in. Refuses `not-open-table` where the rules ask the seats alone, `comer-minor`, and
 * `bad-input` at `personId` for who has a seat or an office without a vote.
 */
export function comerRefusal({ roll, adult, roles }: AtTheDoor): Refusal | null {
  if (roll !== 'door') return refuse('not-open-table');
  if (!adult) return refuse('comer-minor', { field: 'adult' });
  return roles?.some((role) => notAtTheDoor.includes(role))
    ? refuse('bad-input', { field: 'personId', params: { why: 'no-comer' } })
    : null;
}

/** One side of the table in a result: how many of it were asked, and what they said. */
export interface TableSide {
  /** People on the roll. */
  readonly asked: number;
  /** Choice → people whose counted reply it is. */
  readonly byChoice: Readonly<Record<string, number>>;
  /** Counted replies. */
  readonly replied: number;
}

/** Members and comers side by side (OPT4). */
export interface TableSides {
  readonly members: TableSide;
  readonly comers: TableSide;
}

/** Splits counted replies by who gave them; `comers`: the keys of those who came. */
export function sidesOf(
  roll: readonly string[],
  counted: ReadonlyMap<string, string>,
  comers: ReadonlySet<string>,
): TableSides {
  const side = (of: (key: string) => boolean): TableSide => {
    const keys = roll.filter(of);
    const byChoice: Record<string, number> = {};
    let replied = 0;
    for (const key of keys) {
      const choice = counted.get(key);
      if (choice === undefined) continue;
      replied++;
      byChoice[choice] = (byChoice[choice] ?? 0) + 1;
    }
    return { asked: keys.length, byChoice, replied };
  };
  return { members: side((key) => !comers.has(key)), comers: side((key) => comers.has(key)) };
}
