import type { Ask } from '#lib/domain/council/asks.ts';
import { holdingUp } from '#lib/domain/minutes/corrections.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { dayOf } from '../../clock.ts';
import { signatoriesIn } from '../../db/decode.ts';
import type { Db } from '../../db/open.ts';
import { tookPart } from '../../access/corrections.ts';
import { circulationNo } from '../../records/corrections.ts';

/* What minutes that are being agreed, and errata to sealed ones, ask of a person. */

const columns = [
  'meeting.id as meetingId',
  'meeting.fiscal_year as fiscalYear',
  'meeting.seq',
  'meeting.visibility',
  'minutes.id',
  'minutes.signatories',
] as const;

/**
 * Minutes that go round: to be read by who took part, does not sign and has neither said that it is well nor proposed
 * anything to this text, until the day; their corrections to be answered by the recorder, and what was taken to go
 * round again (COR6, COR8).
 */
export async function agreement(db: Db, councilId: string, subject: Subject, now: number): Promise<Ask[]> {
  const rows = await db
    .selectFrom('minutes')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .select([...columns, 'minutes.due_on', 'minutes.text_hash', 'minutes.circulated_at'])
    .where('minutes.council_id', '=', councilId)
    .where('minutes.state', '=', 'circulated')
    .orderBy('minutes.due_on')
    .execute();
  const me = subject.personId ?? '';
  const asks: Ask[] = [];
  for (const { id, visibility, signatories, due_on: due, text_hash, circulated_at, ...at } of rows) {
    const corrections = await db
      .selectFrom('minutes_correction')
      .select(['state', 'answered_at as answeredAt', 'proposed_by', 'proposed_at'])
      .where('minutes_id', '=', id)
      .execute();
    if (may(subject, 'minutes.keep')) {
      const { openCorrections: n, takenSince: taken } = holdingUp(corrections, circulated_at ?? 0);
      if (n + taken > 0) asks.push({ kind: 'corrections', ...at, n, taken });
    }
    const signs = signatoriesIn({ signatories }).some(({ person }) => person === me);
    const over = due !== null && dayOf(now) > due;
    if (signs || over || !may(subject, 'minutes.readDraft', { visibility })) continue;
    if (corrections.some((one) => one.proposed_by === me && one.proposed_at >= (circulated_at ?? 0)))
      continue;
    const read = await db
      .selectFrom('minutes_reading')
      .select('at')
      .where('minutes_id', '=', id)
      .where('person_id', '=', me)
      .where('text_hash', '=', text_hash ?? '')
      .executeTakeFirst();
    if (read || !(await tookPart(db, at.meetingId)).includes(me)) continue;
    asks.push({ kind: 'read-minutes', ...at, due, no: await circulationNo(db, id) });
  }
  return asks;
}

/** Errata that wait: for the chair to decide, and for the signatories of the minutes to stand behind (ERT3). */
export async function errata(db: Db, councilId: string, subject: Subject): Promise<Ask[]> {
  const rows = await db
    .selectFrom('minutes_erratum')
    .innerJoin('minutes', 'minutes.id', 'minutes_erratum.minutes_id')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .leftJoin('erratum_signature', (join) =>
      join
        .onRef('erratum_signature.erratum_id', '=', 'minutes_erratum.id')
        .on('erratum_signature.person_id', '=', subject.personId ?? ''),
    )
    .select([...columns, 'erratum_signature.at as signedAt'])
    .where('minutes_erratum.council_id', '=', councilId)
    .where('minutes_erratum.state', '=', 'open')
    .orderBy('minutes_erratum.asked_at')
    .execute();
  const asks: Ask[] = [];
  for (const [, waiting] of Map.groupBy(rows, ({ id }) => id)) {
    const [{ id: _, visibility, signatories, signedAt: __, ...at }] = waiting as [(typeof rows)[number]];
    if (may(subject, 'minutes.seal', { visibility }))
      asks.push({ kind: 'errata', ...at, n: waiting.length, decide: true });
    else if (signatoriesIn({ signatories }).some(({ person }) => person === subject.personId)) {
      const n = waiting.filter(({ signedAt }) => signedAt === null).length;
      if (n > 0) asks.push({ kind: 'errata', ...at, n, decide: false });
    }
  }
  return asks;
}
