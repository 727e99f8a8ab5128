import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Issue } from '../../access/issue.ts';
import { newId } from '../../db/ids.ts';
import { nextMaterialNo } from '../../records/numbers.ts';
import { personOf, type CommandContext } from '../define.ts';

/**
 * The published photos of an issue become papers of the meeting where it is talked about (R-HAC-24), once a meeting;
 * titles in Japanese, the language of the record.
 */
export async function bringPapers(
  ctx: CommandContext,
  issue: Pick<Issue, 'id' | 'no'>,
  meetingId: string,
  itemId: string,
): Promise<void> {
  const { trx } = ctx;
  const photos = await trx
    .selectFrom('issue_photo')
    .select(['blob_hash', 'mime', 'bytes'])
    .where('issue_id', '=', issue.id)
    .where('published_at', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const papers = await trx
    .selectFrom('material')
    .select('blob_hash')
    .where('meeting_id', '=', meetingId)
    .execute();
  const fresh = photos.filter((photo) => !papers.some((paper) => paper.blob_hash === photo.blob_hash));
  const first = await nextMaterialNo(trx, meetingId);
  for (const [i, photo] of fresh.entries()) {
    const called = { no: String(issue.no ?? 0).padStart(2, '0'), n: i + 1 };
    await trx
      .insertInto('material')
      .values({
        id: newId(),
        meeting_id: meetingId,
        item_id: itemId,
        no: first + i,
        title: m.issue_paper_title(called, { locale: recordLocale }),
        file_name: `issue-${called.no}-${called.n}.${photo.mime.split('/')[1] ?? 'jpeg'}`,
        mime: photo.mime,
        bytes: photo.bytes,
        blob_hash: photo.blob_hash,
        visibility: 'open',
        created_by: personOf(ctx),
        created_at: ctx.now,
      })
      .execute();
  }
}
