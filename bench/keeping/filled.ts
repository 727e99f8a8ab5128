import { randomBytes } from 'node:crypto';
import { openBlobs } from '#server/blobs.ts';
import { newId } from '#server/db/ids.ts';
import { openRecords } from '#server/db/open.ts';
import { openWords } from '#server/db/words.ts';
import { beforeFirst } from '#server/sync/running-hash.ts';
import { SqliteDocLog } from '#server/sync/sqlite-doc-log.ts';

const paperBytes = 8 * 1024 * 1024;
const rowBytes = 512 * 1024;
const rowsADocument = 16;

/**
 * Fills a closed data folder up to so many bytes: three quarters papers of its first meeting, the rest in documents that
 * nobody opens. Straight into the files: how they came there is not what is measured.
 */
export async function fill(folder: string, bytes: number): Promise<void> {
  await papers(folder, Math.round((bytes * 3) / 4));
  await documents(folder, Math.round(bytes / 4));
}

async function papers(folder: string, bytes: number): Promise<void> {
  const blobs = openBlobs(folder);
  const db = openRecords(folder);
  const meeting = await db.selectFrom('meeting').select('id').limit(1).executeTakeFirstOrThrow();
  const person = await db.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow();
  for (let no = 1, left = bytes; left > 0; no++, left -= paperBytes) {
    const paper = randomBytes(Math.min(left, paperBytes));
    await db
      .insertInto('material')
      .values({
        id: newId(),
        meeting_id: meeting.id,
        item_id: null,
        no,
        title: `資料${no}`,
        url: null,
        file_name: `shiryo-${no}.pdf`,
        mime: 'application/pdf',
        bytes: paper.length,
        blob_hash: await blobs.put(paper),
        visibility: 'open',
        created_by: person.id,
        created_at: Date.now(),
      })
      .execute();
  }
  await db.destroy();
}

async function documents(folder: string, bytes: number): Promise<void> {
  const log = new SqliteDocLog(openWords(folder));
  for (let n = 0, left = bytes; left > 0; n++) {
    const rows = [];
    for (; rows.length < rowsADocument && left > 0; left -= rowBytes)
      rows.push({ actor: 'server', at: Date.now(), body: randomBytes(Math.min(left, rowBytes)) });
    const after = { seq: 0, hash: beforeFirst };
    await log.append([{ doc: `issue/${newId()}/body`, epoch: 1, after, rows, binds: [] }]);
  }
  log.close();
}
