import { roundOptions, tally } from '#lib/domain/deciding/index.ts';
import { canonicalJson } from '#lib/domain/canonical/json.ts';
import { textHash } from '#lib/domain/canonical/text.ts';
import { circulatedHash } from '#lib/domain/minutes/circulated.ts';
import { circulatedIn, frozenRuleIn } from '../db/decode.ts';
import type { Db } from '../db/open.ts';
import { tableNames } from '../db/table-names.ts';
import { truth } from '../db/values.ts';
import { ballotsOf, readInput } from '../records/ballots.ts';
import { publishedInput, publishedOutcome } from '../records/rounds.ts';

/*
 * Rows that vouch for each other, sealed or not (CHN18): frozen texts and what was circulated have their hashes, a
 * closed round its published input, which is what roll and replies say and which gives the outcome, and an answered role
 * stands in the log of acts.
 */

/** The first row of a council that another contradicts, as its table or column; null where none is. */
export async function contradiction(db: Db, councilId: string): Promise<string | null> {
  return (
    (await textFault(db, councilId)) ??
    (await circulatedFault(db, councilId)) ??
    (await roundFault(db, councilId)) ??
    (await answerFault(db, councilId))
  );
}

async function textFault(db: Db, councilId: string): Promise<string | null> {
  const rows = await db
    .selectFrom('proposal_version')
    .innerJoin('proposal', 'proposal.id', 'proposal_version.proposal_id')
    .select(['proposal_version.text', 'proposal_version.text_hash'])
    .where('proposal.council_id', '=', councilId)
    .execute();
  return rows.every((row) => textHash(row.text) === row.text_hash) ? null : 'proposal_version.text';
}

async function circulatedFault(db: Db, councilId: string): Promise<string | null> {
  const rows = await db
    .selectFrom('minutes')
    .select(['document', 'text_hash'])
    .where('council_id', '=', councilId)
    .where('state', '=', 'circulated')
    .execute();
  const fits = rows.every(
    ({ document, text_hash }) =>
      document !== null && circulatedHash(circulatedIn({ document })) === text_hash,
  );
  return fits ? null : 'minutes.document';
}

async function roundFault(db: Db, councilId: string): Promise<string | null> {
  const rounds = await db
    .selectFrom('round')
    .innerJoin('proposal_version', 'proposal_version.id', 'round.version_id')
    .select(['round.id', 'round.mode', 'round.rule', 'round.text_hash', 'round.chair_casts'])
    .select(['round.input', 'round.outcome', 'proposal_version.text'])
    .where('round.council_id', '=', councilId)
    .where('round.outcome', 'is not', null)
    .orderBy('round.id')
    .execute();
  for (const round of rounds) {
    const input = publishedInput(round);
    if (input === null) return 'round.input';
    const roll = await db
      .selectFrom('round_roll')
      .select(['key', 'weight', 'chair'])
      .where('round_id', '=', round.id)
      .execute();
    const ballots = await ballotsOf(db, round.id);
    const fits: Readonly<Record<string, boolean>> = {
      rule: alike(input.rule, frozenRuleIn(round)),
      text_hash: input.textHash === round.text_hash,
      mode: input.mode === round.mode,
      options: alike(input.options ?? [], roundOptions(round.mode, round.text)),
      chair_casts: (input.chairCasts ?? null) === round.chair_casts,
      roll: sameRows(
        (input.roll ?? []).map(({ key, weight, chair }) => ({ key, weight, chair: chair ?? false })),
        roll.map(({ key, weight, chair }) => ({ key, weight, chair: truth(chair) })),
      ),
      ballots: sameRows(
        (input.ballots ?? []).map(({ key, choice, via, at, textHash: of }) => ({
          key,
          choice,
          via,
          at,
          textHash: of,
        })),
        ballots.map(({ key, choice, via, at, textHash: of }) => ({
          key,
          choice,
          via,
          at: new Date(at).toISOString(),
          textHash: of,
        })),
      ),
      outcome: alike(tally(readInput(input)), publishedOutcome(round)),
    };
    const wrong = Object.entries(fits).find(([, right]) => !right)?.[0];
    if (wrong !== undefined) return `round.${wrong}`;
  }
  return null;
}

/** An answer is what the party said last by the log of acts; work that is done was reported done. */
async function answerFault(db: Db, councilId: string): Promise<string | null> {
  const rows = await db
    .selectFrom('role_assignment')
    .innerJoin('role_division', 'role_division.id', 'role_assignment.division_id')
    .innerJoin('role_task', 'role_task.id', 'role_assignment.task_id')
    .select(['role_assignment.id', 'role_assignment.state', 'role_task.done_at'])
    .where('role_division.council_id', '=', councilId)
    .orderBy('role_assignment.id')
    .execute();
  const said = await answersSaid(db, councilId);
  const last = new Map(said.map(({ entity_id, detail }) => [entity_id, stateIn(detail)]));
  for (const { id, state, done_at } of rows) {
    const answered = last.get(id);
    const fits =
      state === 'done'
        ? done_at !== null
        : answered === undefined
          ? state === 'asked' || state === 'informed'
          : state === answered;
    if (!fits) return 'role_assignment.state';
  }
  return null;
}

/** What the log of acts says of answers to roles, also the part of it that came along from another house. */
async function answersSaid(db: Db, councilId: string) {
  const tables = ['audit_earlier', 'audit_event'] as const;
  const there = await tableNames(db);
  const said: { entity_id: string; detail: string }[] = [];
  for (const table of tables.filter((name) => there.has(name)))
    said.push(
      ...(await db
        .selectFrom(table)
        .select(['entity_id', 'detail'])
        .where('council_id', '=', councilId)
        .where('entity', '=', 'role_assignment')
        .orderBy('seq')
        .execute()),
    );
  return said;
}

function stateIn(detail: string): unknown {
  return (JSON.parse(detail) as { readonly state?: unknown }).state;
}

function alike(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** The same rows in whatever order. */
function sameRows(a: readonly object[], b: readonly object[]): boolean {
  const spelled = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
  return alike(spelled(a), spelled(b));
}
