import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueBodyDoc } from '#lib/doc/names.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { newId } from '#server/db/ids.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { placesOf, spellings } from '#tests/fixtures/every-file.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { dropFile } from '../effects/drop-file.ts';
import { keepDaily } from './daily.ts';

/*
 * Who asks in private leaves no trace beyond what the secretariat needs while it works (I11, ISS22, ISS23): where the
 * request came from stands nowhere at any time; name, contact and words stand in the open request alone, and after it
 * is closed and the day's work is done in no file at all.
 */

const address = '203.0.113.77';
const name = '鑿原つぐみ';
const contact = '090-5550-0177';
const words = '夜に父が鑿鑷と言って出て行きます。';

let house: House;
let council: TestCouncil;
beforeAll(async () => {
  house = await openHouse('2022-06-01');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

const from = () => ({ ...house.actorOf(null), address });
async function send<R>(command: string, input: object): Promise<R> {
  const ran = await house.app.act(command, { councilId: council.councilId, ...input }, from(), newId());
  if (isRefusal(ran)) throw new Error(`${command}: ${JSON.stringify(ran)}`);
  return ran.result as R;
}
const day = async () => {
  const { app } = house;
  const daily = keepDaily({
    db: app.db,
    live: app.sync,
    log: app.log,
    clock: () => house.clock.now() + 86_400_001,
    endSessions: () => app.sessions.deleteExpired(),
    dropFile: (hash) => dropFile(app, hash),
  });
  await daily.work();
  daily.stop();
};
const stand = (...needles: string[]) => placesOf(house.dataDir, needles);
const close = async (requestId: string, reply = '') => {
  for (const to of ['talking', 'closed'])
    await house.must(council.secretariat, 'answer-help-request', { requestId, to, reply });
};

describe('who asks in private', () => {
  test('[F-S2] [I11] while it is open, in the request alone; closed and a day later, nowhere', async () => {
    const asked = await send<{ requestId: string }>('ask-for-help', {
      title: `${name}です`,
      body: words,
      contact: `${name} ${contact}`,
      draftId: newId(),
    });
    await send('ask-for-help', { title: '別の相談', body: '書きかけ', draftId: newId() });
    await day();
    expect(stand(name, contact)).toEqual(['records.db as it is', 'records.db help_request as it is']);
    await close(asked.requestId, 'お電話しました。');
    await day();
    expect(stand(name, contact, words, '鑿')).toEqual([]);
    expect(stand(address)).toEqual([]);
  });

  test('[F-S2] [ISS22] an issue sent the private way leaves neither name, words, photo nor what others wrote at it', async () => {
    const photo = await sharp({
      create: { width: 64, height: 64, channels: 3, background: '#765432' },
    })
      .jpeg()
      .toBuffer();
    const { photoId } = await send<{ photoId: string }>('keep-photo', {
      base64: photo.toString('base64'),
    });
    const { issueId } = await send<{ issueId: string }>('submit-issue', {
      title: `${name}の父のこと`,
      body: words,
      place: '鑿町 3-7',
      submitterName: name,
      photoId,
    });
    // the same photo pressed twice: the second is taken by nobody
    await send('keep-photo', { base64: photo.toString('base64') });
    expect(readdirSync(path.join(house.dataDir, 'blobs'))).toHaveLength(1);
    const notes = issueBodyDoc(issueId);
    for (const [i, sign] of [...`${name}さんへ電話`].entries())
      await house.app.sync.writeAs(notes, 'test', (doc) => doc.getText('notes').insert(i, sign));
    await house.app.sync.writeAs(notes, 'test', (doc) => doc.getText('notes').delete(0, 3));
    expect(stand(name).some((place) => place.endsWith('typed'))).toBe(true);
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'redirect_private' });
    const { id } = await house.app.db
      .selectFrom('help_request')
      .select('id')
      .where('contact', '=', name)
      .executeTakeFirstOrThrow();
    await close(id);
    await day();
    expect(readdirSync(path.join(house.dataDir, 'blobs'))).toEqual([]);
    expect(stand(name, words, '鑿')).toEqual([]);
    expect(stand(address)).toEqual([]);
    expect(
      await house.app.db.selectFrom('issue_photo').select('id').where('id', '=', photoId).execute(),
    ).toEqual([]);
  });

  test('the search finds what is written in any way', () => {
    const folder = path.join(house.dataDir, 'blobs');
    mkdirSync(folder, { recursive: true });
    const before = stand(name).length;
    for (const [i, spelled] of spellings(name).entries())
      writeFileSync(path.join(folder, `spelled ${i}`), Buffer.concat([Buffer.from('x'), spelled]));
    writeFileSync(path.join(folder, 'packed'), gzipSync(`{"contact":"${name}"}`));
    expect(stand(name)).toHaveLength(before + spellings(name).length + 1);
  });
});
