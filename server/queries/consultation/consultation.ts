import { decisionNumber, partsOfNumber } from '#lib/domain/calendar/numbers.ts';
import { isOut, writable } from '#lib/domain/consultation/life.ts';
import type { AnsweredCriterion } from '#lib/domain/consultation/criteria.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { reportDoc } from '#lib/doc/names.ts';
import { readReport } from '#lib/doc/report.ts';
import { readConsultation, type ConsultationRecord } from '../../access/consultation.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { answeredCriteria } from '../../records/consultations.ts';
import type { WordsReader } from '../words-reader.ts';
import { agendasFor, stepsOf, type AgendaChoice, type ShownStep } from './consultation-meetings.ts';
import { answersOf, errataOf, eventsOf, reportOf, type Report } from './consultation-after.ts';

/* One consultation: what was asked, how the council goes about it, its reply, and what came of that. */

export interface ConsultationView {
  readonly id: string;
  /** '2020-01' */
  readonly no: string;
  readonly title: string;
  readonly askedBy: string;
  readonly askedNo: string;
  readonly text: string;
  readonly receivedOn: string;
  readonly dueMonth: string;
  readonly state: ConsultationRecord['state'];
  readonly chair: string;
  readonly steps: readonly ShownStep[];
  /** For the council's own people, from the day the draft was begun; as it is now. */
  readonly draft: { readonly docName: string; readonly text: string; readonly personId: string } | null;
  /** Adopted, and not out yet: for the council's own people. */
  readonly adopted: {
    readonly decision: string;
    readonly text: string;
    readonly textHash: string;
    readonly on: number;
  } | null;
  readonly criteria: readonly AnsweredCriterion[];
  readonly report: Report | null;
  readonly errata: Awaited<ReturnType<typeof errataOf>>;
  readonly answers: Awaited<ReturnType<typeof answersOf>>;
  /** For the council's own people. */
  readonly events: Awaited<ReturnType<typeof eventsOf>>;
  /** Meetings it can be put on the agenda of, is on, and can be planned for. */
  readonly agendas: readonly AgendaChoice[];
  readonly may: {
    readonly enter: boolean;
    readonly run: boolean;
    readonly freeze: boolean;
    readonly write: boolean;
    readonly submit: boolean;
  };
}

/** A consultation by its number; `not-found` in every other case. */
export async function consultationView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  no: string,
): Promise<ConsultationView | Refusal> {
  const called = partsOfNumber(no);
  if (!called) return refuse('not-found');
  const read = await readConsultation(db, actor, slug, called);
  if (isRefusal(read)) return read;
  const { consultation, subject, inside, council } = read;
  const run = may(subject, 'consultation.run');
  const freeze = may(subject, 'round.run');
  const adopted = inside ? await adoptedOf(db, consultation) : null;
  return {
    id: consultation.id,
    no: decisionNumber(consultation.fiscal_year, consultation.seq),
    title: consultation.title,
    askedBy: consultation.asked_by,
    askedNo: consultation.asked_no,
    text: consultation.text,
    receivedOn: consultation.received_on,
    dueMonth: consultation.due_month,
    state: consultation.state,
    chair: await chairOf(db, council.id),
    steps: await stepsOf(db, consultation.id, subject),
    draft: inside ? await draftOf(words, consultation, actor.personId) : null,
    adopted: isOut(consultation.state) ? null : adopted,
    criteria:
      inside && adopted?.itemId
        ? ((await answeredCriteria(db, [adopted.itemId])).get(adopted.itemId) ?? [])
        : [],
    report: await reportOf(db, consultation.id),
    errata: await errataOf(db, consultation.id),
    answers: await answersOf(db, consultation.id),
    events: inside ? await eventsOf(db, consultation.id) : [],
    agendas: run || freeze ? await agendasFor(db, consultation, subject) : [],
    may: {
      enter: may(subject, 'consultation.enter'),
      run,
      freeze,
      write: may(subject, 'report.write') && writable(consultation.state),
      submit: may(subject, 'report.submit'),
    },
  };
}

async function draftOf(
  words: WordsReader,
  { id, state }: Pick<ConsultationRecord, 'id' | 'state'>,
  personId: string | null,
): Promise<ConsultationView['draft']> {
  if (!writable(state) || personId === null) return null;
  const docName = reportDoc(id);
  return { docName, text: (await words.look(docName, readReport)) ?? '', personId };
}

async function adoptedOf(db: Db, { decision_id }: Pick<ConsultationRecord, 'decision_id'>) {
  if (decision_id === null) return null;
  const decision = await db
    .selectFrom('decision')
    .select(['fiscal_year', 'seq', 'text', 'text_hash', 'declared_at', 'item_id'])
    .where('id', '=', decision_id)
    .executeTakeFirstOrThrow();
  return {
    decision: decisionNumber(decision.fiscal_year, decision.seq),
    text: decision.text,
    textHash: decision.text_hash,
    on: decision.declared_at,
    itemId: decision.item_id,
  };
}

/** Who chairs the council now: in whose name its papers go out. */
async function chairOf(db: Db, councilId: string): Promise<string> {
  const chair = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select('person.display_name')
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', '=', 'chair')
    .where('mandate.ended_at', 'is', null)
    .executeTakeFirst();
  return chair?.display_name ?? '';
}
