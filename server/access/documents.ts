import { parseDocName } from '#lib/doc/names.ts';
import { isOut, writable } from '#lib/domain/consultation/life.ts';
import { agendaIsOpen } from '#lib/domain/meeting/state.ts';
import { isStranger, may, type Facts, type Subject } from '#lib/domain/policy/decide.ts';
import type { Action } from '#lib/domain/policy/actions.ts';
import { draftIsOpen, isSealed } from '#lib/domain/minutes/state.ts';
import { fixedQuery } from '../db/fixed-query.ts';
import type { Db } from '../db/open.ts';
import { isHidden } from './issue.ts';
import { isAnnounced } from './meeting.ts';
import { movedTo } from './moved.ts';
import { scopeName } from './scopes.ts';
import { subjectOf } from './subject.ts';

/*
 * Rights on live documents (contracts §4): which right of the policy lets somebody write or read a
 * document, and which state of the records closes it. Asked at connect and again when anything moved.
 */

export type DocumentRights =
  | {
      readonly mode: 'rw' | 'r';
      readonly awareness: boolean;
      /** What the answer rests on beside the person, as scopes.ts names it. */
      readonly scopes: readonly string[];
    }
  | { readonly refused: 4401 | 4403 | 4404 | 4409 };

interface Wanted {
  readonly councilId: string;
  readonly meetingId?: string;
  readonly issueId?: string;
  readonly facts: Facts;
  readonly read: Action;
  /** Absent: only the server writes. */
  readonly write?: Action;
  /** Closed for good: told to those who could have it. */
  readonly over?: true;
  /** Whoever may not read it is not told that it is there: pages answer 404 too. */
  readonly untold?: true;
}

/** What a person may do with a document; 4404 for unknown names and for what is hidden from him. */
export async function documentRights(db: Db, personId: string, docName: string): Promise<DocumentRights> {
  const wanted = await resolve(db, docName);
  if ('refused' in wanted) return wanted;
  // words that are shared on two servers would go two ways (CNC35)
  if ((await movedTo(db, wanted.councilId)) !== null) return gone;
  const subject = await subjectOf(db, { personId }, wanted.councilId, wanted.meetingId);
  const awareness = may(subject, 'council.readInside');
  const hidden = wanted.facts.visibility === 'closed' && !may(subject, 'meeting.readClosed');
  if (hidden) return { refused: 4404 };
  const scopes = scopesOf(wanted);
  if (wanted.over && mayRead(subject, wanted)) return { refused: 4409 };
  if (wanted.write && may(subject, wanted.write, wanted.facts))
    return { mode: 'rw', awareness: true, scopes };
  if (mayRead(subject, wanted)) return { mode: 'r', awareness, scopes };
  return { refused: isStranger(subject) || wanted.untold ? 4404 : 4403 };
}

/** The council a document belongs to, and its meeting; undefined for unknown names. */
export async function placeOfDocument(
  db: Db,
  docName: string,
): Promise<Pick<Wanted, 'councilId' | 'meetingId'> | undefined> {
  const wanted = await resolve(db, docName);
  return 'refused' in wanted ? undefined : wanted;
}

function scopesOf({ councilId, meetingId, issueId }: Wanted): string[] {
  const scopes = [scopeName({ kind: 'council', id: councilId })];
  if (meetingId !== undefined) scopes.push(scopeName({ kind: 'meeting', id: meetingId }));
  if (issueId !== undefined) scopes.push(scopeName({ kind: 'issue', id: issueId }));
  return scopes;
}

// the street reads pages, not sockets: a document needs a mandate (safety C.4)
function mayRead(subject: Subject, wanted: Wanted): boolean {
  return !isStranger(subject) && may(subject, wanted.read, wanted.facts);
}

const gone = { refused: 4404 } as const;

async function resolve(db: Db, docName: string): Promise<Wanted | typeof gone> {
  const named = parseDocName(docName);
  switch (named?.kind) {
    case 'agenda':
    case 'minutes':
    case 'floor':
      return meetingDocument(db, named.meetingId, named.kind);
    case 'compiled':
      return compiledAnswers(db, named.meetingId);
    case 'closed':
      return closedItem(db, named.meetingId, named.itemId);
    case 'board':
    case 'canvas':
      return councilDocument(db, named.slug, named.kind);
    case 'body':
      return issueBody(db, named.issueId);
    case 'draft':
      return reportDraft(db, named.consultationId);
    case undefined:
      return gone;
  }
}

const meetingWith = fixedQuery((db, id: string) =>
  db
    .selectFrom('meeting')
    .select(['council_id', 'kind', 'visibility', 'state', 'called_at'])
    .where('id', '=', id),
);

async function meetingDocument(
  db: Db,
  id: string,
  part: 'agenda' | 'minutes' | 'floor',
): Promise<Wanted | typeof gone> {
  const [meeting] = await meetingWith(db, id);
  if (!meeting) return gone;
  const announced = isAnnounced(meeting);
  const common = {
    councilId: meeting.council_id,
    meetingId: id,
    facts: { visibility: meeting.visibility },
    ...(announced ? {} : { untold: true as const }),
  };
  const read = announced ? 'meeting.follow' : 'meeting.prepare';
  if (part === 'floor') return { ...common, read };
  if (part === 'agenda') {
    const writable = agendaIsOpen(meeting.state);
    return { ...common, read, ...(writable ? { write: 'agenda.write' as const } : {}) };
  }
  const minutes = await db
    .selectFrom('minutes')
    .select('state')
    .where('meeting_id', '=', id)
    .executeTakeFirst();
  if (!minutes) return gone;
  return {
    ...common,
    read: 'minutes.readDraft',
    ...(isSealed(minutes.state) ? { over: true as const } : {}),
    ...(draftIsOpen(minutes.state) ? { write: 'minutes.write' as const } : {}),
  };
}

/** The grouping of a written meeting's answers, once it has ended: its council writes, until the minutes are sealed. */
async function compiledAnswers(db: Db, id: string): Promise<Wanted | typeof gone> {
  const [meeting] = await meetingWith(db, id);
  if (!meeting || meeting.kind !== 'written' || !['closed', 'cancelled'].includes(meeting.state)) return gone;
  const minutes = await db
    .selectFrom('minutes')
    .select('state')
    .where('meeting_id', '=', id)
    .executeTakeFirst();
  const sealed = minutes !== undefined && isSealed(minutes.state);
  return {
    councilId: meeting.council_id,
    meetingId: id,
    facts: { visibility: meeting.visibility },
    read: 'council.readInside',
    untold: true,
    ...(sealed ? {} : { write: 'canvas.write' as const }),
  };
}

async function closedItem(db: Db, meetingId: string, itemId: string): Promise<Wanted | typeof gone> {
  const item = await db
    .selectFrom('agenda_item')
    .innerJoin('meeting', 'meeting.id', 'agenda_item.meeting_id')
    .select(['meeting.council_id', 'meeting.state'])
    .where('agenda_item.id', '=', itemId)
    .where('meeting.id', '=', meetingId)
    .where('agenda_item.visibility', '=', 'closed')
    .executeTakeFirst();
  if (!item) return gone;
  const writable = agendaIsOpen(item.state);
  return {
    councilId: item.council_id,
    meetingId,
    facts: { visibility: 'closed' },
    read: 'meeting.readClosed',
    ...(writable ? { write: 'agenda.write' as const } : {}),
  };
}

async function councilDocument(
  db: Db,
  slug: string,
  part: 'board' | 'canvas',
): Promise<Wanted | typeof gone> {
  const council = await db.selectFrom('council').select('id').where('slug', '=', slug).executeTakeFirst();
  if (!council) return gone;
  if (part === 'board') return { councilId: council.id, facts: {}, read: 'council.read' };
  return { councilId: council.id, facts: {}, read: 'council.read', write: 'canvas.write' };
}

async function issueBody(db: Db, id: string): Promise<Wanted | typeof gone> {
  const issue = await db
    .selectFrom('issue')
    .select(['council_id', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  // what went the private way is nobody's text any more (ISS22)
  if (!issue || issue.state === 'redirected_private') return gone;
  const hidden = isHidden(issue);
  return {
    councilId: issue.council_id,
    issueId: id,
    ...(hidden ? { facts: { hidden: true }, untold: true } : { facts: {} }),
    read: hidden ? 'issue.readUnscreened' : 'council.read',
    write: hidden ? 'issue.screen' : 'issue.write',
  };
}

/** The draft of a reply is the council's own until the reply is submitted (CST5). */
async function reportDraft(db: Db, id: string): Promise<Wanted | typeof gone> {
  const consultation = await db
    .selectFrom('consultation')
    .select(['council_id', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!consultation) return gone;
  return {
    councilId: consultation.council_id,
    facts: {},
    read: 'council.readInside',
    untold: true,
    ...(isOut(consultation.state) ? { over: true as const } : {}),
    ...(writable(consultation.state) ? { write: 'report.write' as const } : {}),
  };
}
