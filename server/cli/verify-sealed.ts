import { canonicalJson, type CanonicalObject } from '#lib/domain/canonical/json.ts';
import { itemsOf } from '#lib/domain/minutes/disclose.ts';
import type { MinutesDivision, MinutesDocument, OpenItem } from '#lib/domain/minutes/document.ts';
import { figuresOf } from '#lib/domain/minutes/render-item.ts';
import { erratumFacts } from '#lib/domain/minutes/erratum.ts';
import { sameWords, sealedFacts } from '#lib/domain/minutes/sealed-decision.ts';
import type { Disclosure } from '#lib/domain/chain/entry.ts';
import { frozenRuleIn, outcomeIn } from '../db/decode.ts';
import type { Db } from '../db/open.ts';
import type { ChainEntryRow } from '../db/schema.ts';
import { truth } from '../db/values.ts';
import { changedNoun, recordsDigest } from '../records/sealed-rows.ts';

/*
 * Rows that a sealed body vouches for (CHN17, CHN18): what was sealed of a decision and of a meeting is compared with
 * what its rows say, and the rows the minutes rest on with their digests. Entries from before there were digests are
 * compared by their words alone.
 */

/** An entry as far as it is compared. */
export interface ComparedEntry extends Pick<ChainEntryRow, 'council_id' | 'seq' | 'ref_id' | 'at'> {
  readonly body: { readonly public?: unknown; readonly records?: unknown };
  readonly disclosures: readonly Disclosure[];
}

/** The first column of a decision, or of its role division, that is not as it was sealed; null where all are. */
export async function decisionFault(db: Db, entry: ComparedEntry): Promise<string | null> {
  const row = await db.selectFrom('decision').selectAll().where('id', '=', entry.ref_id).executeTakeFirst();
  if (!row) return 'decision';
  const facts = sealedFacts(entry.body.public as CanonicalObject | undefined, entry.disclosures);
  // closed, and its words erased: nothing can be said
  if (!facts) return null;
  const same: Readonly<Record<string, boolean>> = {
    title: sameWords(row.title, facts.title),
    text: sameWords(row.text, facts.text),
    text_hash: row.text_hash === facts.textHash,
    outcome_code: row.outcome_code === facts.outcomeCode,
    declared_code: row.declared_code === facts.declaredCode,
    declared_reason: sameWords(row.declared_reason, facts.declaredReason),
    scope: row.scope === facts.scope,
    review_on: row.review_on === facts.reviewOn,
  };
  const wrong = firstFalse(same);
  if (wrong !== null) return `decision.${wrong}`;
  return facts.division && (await divisionFault(db, entry.ref_id, facts.division));
}

async function divisionFault(db: Db, decisionId: string, sealed: MinutesDivision): Promise<string | null> {
  const row = await db
    .selectFrom('role_division')
    .selectAll()
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  if (!row) return 'role_division';
  const wrong = firstFalse({
    title: sameWords(row.title, sealed.title),
    level: row.level === sealed.level,
    comparison: sameWords(row.comparison, sealed.comparison),
    cost: sameWords(row.cost, sealed.cost),
    from_on: row.from_on === sealed.fromOn,
    to_on: row.to_on === sealed.toOn,
  });
  if (wrong !== null) return `role_division.${wrong}`;
  const tasks = await db
    .selectFrom('role_task')
    .selectAll()
    .where('division_id', '=', row.id)
    .orderBy('position')
    .execute();
  if (tasks.length !== sealed.tasks.length) return 'role_task';
  const { circulated_at: fixedAt } = await db
    .selectFrom('minutes')
    .innerJoin('decision', 'decision.meeting_id', 'minutes.meeting_id')
    .select('minutes.circulated_at')
    .where('decision.id', '=', decisionId)
    .executeTakeFirstOrThrow();
  for (const [i, said] of sealed.tasks.entries()) {
    const task = tasks[i]!;
    const parties = await db
      .selectFrom('role_assignment')
      .select('responsibility')
      .where('task_id', '=', task.id)
      // who was asked in the place of another one later is in no sealed text
      .where('asked_at', '<=', fixedAt ?? Infinity)
      .execute();
    const responsibilities = (list: readonly { readonly responsibility: string }[]) =>
      list
        .map(({ responsibility }) => responsibility)
        .sort()
        .join();
    const fault = firstFalse({
      title: sameWords(task.title, said.title),
      detail: sameWords(task.detail, said.detail),
      scope: task.scope === said.scope,
      level: task.level === said.level,
      request_to_city: truth(task.request_to_city) === said.requestToCity,
      due_on: task.due_on === said.dueOn,
      frequency: sameWords(task.frequency, said.frequency),
      responsibility: responsibilities(parties) === responsibilities(said.parties),
    });
    if (fault !== null) return fault === 'responsibility' ? 'role_assignment' : `role_task.${fault}`;
  }
  return null;
}

/** The first row of a meeting that is not as its sealed minutes say; null where all are. */
export async function minutesFault(db: Db, entry: ComparedEntry): Promise<string | null> {
  const row = await db
    .selectFrom('minutes')
    .select(['meeting_id', 'document'])
    .where('id', '=', entry.ref_id)
    .executeTakeFirst();
  if (!row) return 'minutes';
  // what is sealed lies in the chain and nowhere else (MIN16)
  if (row.document !== null) return 'minutes.document';
  const { document } = entry.body.public as { readonly document: MinutesDocument };
  const said = itemsOf(document, entry.disclosures).filter((item) => item.visibility === 'open');
  return (await itemsFault(db, row.meeting_id, said)) ?? (await restsFault(db, row.meeting_id, entry));
}

/**
 * The first column of an erratum that is not as it was sealed, or 'of' where it names other minutes than its record does
 * (ERT4); null where all are.
 */
export async function erratumFault(db: Db, entry: ComparedEntry): Promise<string | null> {
  const row = await db
    .selectFrom('minutes_erratum')
    .innerJoin('minutes', 'minutes.id', 'minutes_erratum.minutes_id')
    .innerJoin('chain_entry', (join) =>
      join
        .onRef('chain_entry.council_id', '=', 'minutes.council_id')
        .onRef('chain_entry.seq', '=', 'minutes.chain_seq'),
    )
    .select(['minutes_erratum.place', 'minutes_erratum.quote', 'minutes_erratum.wording'])
    .select(['minutes_erratum.why', 'chain_entry.seq', 'chain_entry.hash'])
    .where('minutes_erratum.id', '=', entry.ref_id)
    .executeTakeFirst();
  if (!row) return 'minutes_erratum';
  const { of } = entry.body.public as { readonly of?: { readonly seq?: unknown; readonly hash?: unknown } };
  if (of?.seq !== row.seq || of.hash !== row.hash) return 'minutes_erratum.of';
  const facts = erratumFacts(entry.body.public, entry.disclosures, null);
  // closed, and its words erased: nothing can be said
  if (!facts) return null;
  const wrong = firstFalse({
    place: row.place === facts.place,
    quote: sameWords(row.quote, facts.quote),
    wording: sameWords(row.wording, facts.wording),
    why: sameWords(row.why, facts.why),
  });
  return wrong === null ? null : `minutes_erratum.${wrong}`;
}

async function itemsFault(db: Db, meetingId: string, items: readonly OpenItem[]): Promise<string | null> {
  const texts = await db
    .selectFrom('proposal_version')
    .innerJoin('proposal', 'proposal.id', 'proposal_version.proposal_id')
    .select(['proposal_version.text_hash', 'proposal_version.n'])
    .where('proposal.meeting_id', '=', meetingId)
    .execute();
  const rounds = await db
    .selectFrom('round')
    .innerJoin('proposal_version', 'proposal_version.id', 'round.version_id')
    .select(['round.no', 'round.mode', 'round.rule', 'round.outcome', 'proposal_version.text_hash'])
    .where('round.meeting_id', '=', meetingId)
    .execute();
  for (const proposal of items.flatMap(({ proposals }) => proposals)) {
    for (const { n, textHash } of proposal.versions)
      if (!texts.some((text) => text.n === n && text.text_hash === textHash)) return 'proposal_version';
    for (const said of proposal.rounds) {
      const hash = proposal.versions.find(({ n }) => n === said.version)?.textHash;
      const alike = rounds.some(
        (round) =>
          round.no === said.no &&
          round.mode === said.mode &&
          round.text_hash === hash &&
          sameJson(frozenRuleIn(round), said.rule) &&
          round.outcome !== null &&
          sameJson(figuresOf(outcomeIn({ outcome: round.outcome })), said.figures),
      );
      if (!alike) return 'round';
    }
  }
  return null;
}

/** Digests of the rows beneath, where the entry has them; without what they were made of nothing can be checked. */
async function restsFault(db: Db, meetingId: string, entry: ComparedEntry): Promise<string | null> {
  const { records } = entry.body;
  if (records === undefined) return null;
  const kept = await db
    .selectFrom('chain_records')
    .selectAll()
    .where('council_id', '=', entry.council_id)
    .where('seq', '=', entry.seq)
    .executeTakeFirst();
  if (!kept) return 'chain_records';
  // what a reader of hex would pass over is no salt
  if (!/^[0-9a-f]{64}$/.test(kept.salt)) return 'chain_records';
  const digests = JSON.parse(kept.digests) as Record<string, string>;
  if (recordsDigest(digests, kept.salt) !== records) return 'chain_records';
  return changedNoun(db, meetingId, entry.at, digests);
}

function firstFalse(checks: Readonly<Record<string, boolean>>): string | null {
  return Object.entries(checks).find(([, right]) => !right)?.[0] ?? null;
}

function sameJson(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
