import * as v from 'valibot';
import { readAgendaItem } from '#lib/doc/agenda.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import { nextMaterialNo } from '../../records/numbers.ts';
import { command, personOf } from '../define.ts';
import { id, line, webAddress } from '../fields.ts';
import { fileFields, storedFile, type StoredFile } from '../stored-file.ts';
import { openWordsRefusal } from './meeting-moves.ts';

/**
 * A material (資料) of a meeting: a file of at most 10 MiB or an address, with the next number. Numbers are
 * gapless until the call and fixed from then on (R-HAC-24).
 */
export const addMaterial = command({
  name: 'add-material',
  summary: 'Adds a numbered material to a meeting: a file or an address.',
  input: v.strictObject({
    meetingId: id,
    title: line(100),
    itemId: v.optional(id),
    visibility: v.picklist(['open', 'closed']),
    url: v.optional(webAddress),
    ...fileFields,
  }),
  action: 'material.add',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async prepare({ words, blobs, pictures }, input, { meeting }): Promise<StoredFile | null | Refusal> {
    const closed = openWordsRefusal(meeting.state);
    if (closed) return closed;
    if ((input.url === undefined) === (input.base64 === undefined))
      return refuse('bad-input', {
        field: input.url === undefined ? 'url' : 'base64',
        params: { why: 'file-or-address' },
      });
    if (input.itemId !== undefined) {
      const { itemId } = input;
      const item = await words.look(agendaDoc(meeting.id), (agenda) => readAgendaItem(agenda, itemId));
      if (!item) return refuse('not-found', { field: 'itemId' });
    }
    if (input.base64 === undefined) return null;
    return storedFile(blobs, pictures, input.base64, input.fileName ?? '');
  },
  async handle(ctx, input, { meeting }, file) {
    const closed = openWordsRefusal(meeting.state);
    if (closed) return closed;
    const materialId = newId();
    const no = await nextMaterialNo(ctx.trx, meeting.id);
    await ctx.trx
      .insertInto('material')
      .values({
        id: materialId,
        meeting_id: meeting.id,
        item_id: input.itemId ?? null,
        no,
        title: input.title,
        url: input.url ?? null,
        ...(file ?? {}),
        visibility: input.visibility,
        created_by: personOf(ctx),
        created_at: ctx.now,
      })
      .execute();
    await ctx.audit('material', materialId, {
      meeting: meeting.id,
      no,
      visibility: input.visibility,
      file: file?.blob_hash ?? null,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { materialId, no };
  },
});
