import { canonicalJson } from '#lib/domain/canonical/json.ts';
import { canonicalText, textHash } from '#lib/domain/canonical/text.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { readAgenda, readAgendaItem, type AgendaItem } from '#lib/doc/agenda.ts';
import { withClosedWords } from '#lib/doc/closed-items.ts';
import { agendaDoc, closedItemDoc } from '#lib/doc/names.ts';
import { nextItemState } from '#lib/domain/meeting/agenda.ts';
import type { RecordedAgenda, RecordedItem } from '#lib/domain/meeting/recorded-agenda.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import { removedItems } from '../../records/removals.ts';
import { personOf, type CommandContext, type Tools } from '../define.ts';

/*
 * The bridge from agenda words to rows (contracts §4): item ids are the ids of records. Rows follow the words
 * at the call and again whenever an act depends on them; each difference since is kept as a revision, so
 * that everybody can see what changed after the call (domain §3.1 step 1).
 */

export interface AgendaWords {
  /** In agenda order; only items whose id can be that of a record, without those that were taken off. */
  readonly items: readonly AgendaItem[];
  /** What was taken off (MTG21). */
  readonly off: readonly AgendaItem[];
  /** The items as they would be with this one back in its place. */
  with(itemId: string): readonly AgendaItem[];
}

/**
 * The agenda as it is on the disk now; for prepare(), before the transaction. Which items are closed is a matter
 * of record: what the words say of it counts for nothing.
 */
export async function readAgendaWords(
  { words, db }: Pick<Tools, 'words' | 'db'>,
  meetingId: string,
): Promise<AgendaWords> {
  const rows = await db
    .selectFrom('agenda_item')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('visibility', '=', 'closed')
    .execute();
  const closed = new Map<string, AgendaItem | undefined>();
  for (const { id } of rows)
    closed.set(id, await words.look(closedItemDoc(meetingId, id), (doc) => readAgendaItem(doc, id)));
  const removed = await removedItems(db, meetingId);
  const all = (await words.look(agendaDoc(meetingId), readAgenda))
    .filter((item) => /^[A-Za-z0-9_-]{22}$/.test(item.id))
    .map((item): AgendaItem =>
      closed.has(item.id)
        ? { ...withClosedWords(item, closed.get(item.id)), visibility: 'closed' }
        : { ...item, visibility: 'open' },
    );
  return {
    items: all.filter(({ id }) => !removed.has(id)),
    off: all.filter(({ id }) => removed.has(id)),
    with: (itemId) => all.filter(({ id }) => id === itemId || !removed.has(id)),
  };
}

/** Why the agenda was written down. */
export type AgendaOccasion = 'call' | 'open' | 'item' | 'freeze' | 'close' | 'change';

/**
 * Writes agenda items into rows and, where anything differs from the last time, a revision. Items whose
 * words are gone are withdrawn unless something happened to them already. Inside the transaction.
 */
export async function recordAgenda(
  ctx: CommandContext,
  meeting: Pick<MeetingRecord, 'id' | 'starts_at' | 'ends_at' | 'place'>,
  items: readonly AgendaItem[],
  occasion: AgendaOccasion,
): Promise<void> {
  const { trx } = ctx;
  const rows = await trx
    .selectFrom('agenda_item')
    .select(['id', 'state', 'position', 'started_at'])
    .where('meeting_id', '=', meeting.id)
    .orderBy('position')
    .execute();
  const own = new Map(rows.map((row) => [row.id, row]));
  const foreign = await takenElsewhere(ctx, meeting.id, items);
  const order = items.filter((item) => !foreign.has(item.id)).map((item) => item.id);
  for (const row of rows) {
    if (order.includes(row.id)) continue;
    if (row.state === 'withdrawn') continue;
    // what was taken up stays in the record, whatever becomes of its words (REG7)
    const gone = row.started_at === null ? nextItemState(row.state, 'withdraw') : null;
    if (gone === null || isRefusal(gone)) order.splice(Math.min(row.position - 1, order.length), 0, row.id);
    else await trx.updateTable('agenda_item').set({ state: gone }).where('id', '=', row.id).execute();
  }
  for (const item of items) {
    if (foreign.has(item.id)) continue;
    const words = recordedItem(item);
    const fields = {
      position: order.indexOf(item.id) + 1,
      type: words.type,
      title: words.title,
      presenter: words.presenter,
      minutes_planned: words.minutes,
      visibility: words.visibility,
      issue_id: item.issueId?.length === 22 ? item.issueId : null,
    };
    const row = own.get(item.id);
    // its words came back
    const back = row ? nextItemState(row.state, 'list') : null;
    if (!row)
      await trx
        .insertInto('agenda_item')
        .values({ id: item.id, meeting_id: meeting.id, state: 'listed', ...fields })
        .execute();
    else
      await trx
        .updateTable('agenda_item')
        .set({ ...fields, ...(back === null || isRefusal(back) ? {} : { state: back }) })
        .where('id', '=', item.id)
        .execute();
  }
  for (const row of rows)
    if (order.includes(row.id) && !items.some((item) => item.id === row.id))
      await trx
        .updateTable('agenda_item')
        .set({ position: order.indexOf(row.id) + 1 })
        .where('id', '=', row.id)
        .execute();
  await revise(ctx, meeting, items.filter((item) => !foreign.has(item.id)).map(recordedItem), occasion);
}

/** An id that is already an item of another meeting can't become one of this; a forged one is left out. */
async function takenElsewhere(
  ctx: CommandContext,
  meetingId: string,
  items: readonly AgendaItem[],
): Promise<ReadonlySet<string>> {
  if (items.length === 0) return new Set();
  const rows = await ctx.trx
    .selectFrom('agenda_item')
    .select('id')
    .where(
      'id',
      'in',
      items.map((item) => item.id),
    )
    .where('meeting_id', '!=', meetingId)
    .execute();
  return new Set(rows.map((row) => row.id));
}

async function revise(
  ctx: CommandContext,
  meeting: Pick<MeetingRecord, 'id' | 'starts_at' | 'ends_at' | 'place'>,
  items: readonly RecordedItem[],
  occasion: AgendaOccasion,
): Promise<void> {
  const agenda: RecordedAgenda = {
    startsAt: meeting.starts_at,
    endsAt: meeting.ends_at,
    place: meeting.place,
    items,
  };
  const spelled = canonicalJson(agenda);
  if (isRefusal(spelled)) throw new Error(`an agenda that can't be spelled: ${spelled.field ?? ''}`);
  const hash = textHash(spelled);
  const last = await ctx.trx
    .selectFrom('agenda_revision')
    .select('text_hash')
    .where('meeting_id', '=', meeting.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.text_hash === hash && occasion !== 'call') return;
  const id = newId();
  await ctx.trx
    .insertInto('agenda_revision')
    .values({
      id,
      meeting_id: meeting.id,
      at: ctx.now,
      person_id: personOf(ctx),
      occasion,
      items: spelled,
      text_hash: hash,
    })
    .execute();
  await ctx.audit('agenda_revision', id, { meeting: meeting.id, occasion, items: items.length, hash });
}

function recordedItem(item: AgendaItem): RecordedItem {
  return {
    id: item.id,
    type: item.type,
    title: oneLine(item.title, 200),
    presenter: oneLine(item.presenter, 100),
    minutes: item.minutes,
    visibility: item.visibility,
  };
}

function oneLine(text: string, max: number): string {
  const line = canonicalText(text).replace(/\s+/g, ' ').trim();
  // by characters: half a pair has no spelling
  return line.length <= max ? line : [...line].slice(0, max).join('');
}
