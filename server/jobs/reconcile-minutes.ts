import type { Logger } from 'pino';
import type * as Y from 'yjs';
import { growMinutes, isGrown } from '#lib/doc/minutes.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { readAgendaWords } from '../commands/meeting/agenda-record.ts';
import { readNotes } from '../commands/minutes/meeting-notes.ts';
import { draftSections } from '../commands/minutes/minutes-grow.ts';
import type { Db } from '../db/open.ts';
import type { DocLog } from '../sync/doc-log.ts';

/** What the reconciling needs of the live documents. */
export interface LiveMinutes {
  look<T>(name: string, read: (doc: Y.Doc) => T): Promise<T>;
  writeAs(name: string, author: string, change: (doc: Y.Doc) => void): Promise<void>;
  closeEpoch(name: string, state: 'sealed'): Promise<void>;
}

/**
 * Makes good at start what a crash between the records and the words left open (design §4: records.db decides):
 * words of sealed minutes are closed, and drafts that did not grow grow. What fails is logged and tried again at
 * the next start; it keeps nobody from starting. Most minutes are sealed and need nothing: their words are not read.
 */
export async function reconcileMinutes(
  db: Db,
  words: Pick<DocLog, 'closed'>,
  live: LiveMinutes,
  log: Logger,
): Promise<void> {
  const rows = await db
    .selectFrom('minutes')
    .select(['meeting_id', 'state', 'drafted_at'])
    .where('state', '!=', 'circulated')
    .execute();
  const closed = await words.closed();
  for (const { meeting_id, state, drafted_at } of rows) {
    const name = minutesDoc(meeting_id);
    try {
      if (state === 'drafting') await growIfMissing(db, live, meeting_id, drafted_at);
      else if (!closed.has(name)) await live.closeEpoch(name, 'sealed');
    } catch (error) {
      log.error({ err: error, doc: name }, 'minutes could not be reconciled');
    }
  }
}

async function growIfMissing(db: Db, live: LiveMinutes, meetingId: string, at: number): Promise<void> {
  const name = minutesDoc(meetingId);
  if (await live.look(name, isGrown)) return;
  const { items, off } = await readAgendaWords({ db, words: live }, meetingId);
  const notes = await readNotes(live, meetingId, [...items, ...off]);
  const sections = await draftSections(db, meetingId, notes);
  await live.writeAs(name, 'server', (doc) => growMinutes(doc, sections, at));
}
