import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* Photos of issues and pictures among materials: told by their bytes, drawn again, seen by whom they are for. */

let house: House;
let council: TestCouncil;
let jpeg: Buffer;

beforeAll(async () => {
  house = await openHouse('2022-06-01');
  council = await foundCouncil(house);
  jpeg = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#345678' } })
    .withExif({
      IFD0: { Make: 'CameraOfSomebody', Orientation: '6' },
      IFD3: { GPSLatitude: '35/1 41/1 0/1', GPSLongitude: '139/1 41/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
});
afterAll(() => house.close());

const keep = (bytes: Uint8Array, person: string | null = null) =>
  house.act<{ photoId: string }>(person, 'keep-photo', {
    councilId: council.councilId,
    base64: Buffer.from(bytes).toString('base64'),
  });
const kept = async (bytes: Uint8Array = jpeg) => {
  const answer = await keep(bytes);
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.photoId;
};
const rowOf = (photoId: string) =>
  house.app.db.selectFrom('issue_photo').selectAll().where('id', '=', photoId).executeTakeFirst();
const see = (photoId: string, person: string | null) =>
  house.app.read.issues.photo(house.actorOf(person), council.councilId, photoId);
const submit = (photoId: string) =>
  house.act<{ issueId: string }>(null, 'submit-issue', {
    councilId: council.councilId,
    title: '街路灯が暗い',
    photoId,
  });

describe('photos of issues', () => {
  test('[ISS34] drawn again upright and smaller, without place or camera', async () => {
    expect((await sharp(jpeg).metadata()).exif).toBeDefined();
    const row = await rowOf(await kept());
    const bytes = Buffer.from(await house.app.blobs.get(row!.blob_hash));
    const meta = await sharp(bytes).metadata();
    expect(meta).toMatchObject({ format: 'webp', width: 800, height: 1600 });
    expect([meta.exif, meta.xmp, meta.iptc]).toEqual([undefined, undefined, undefined]);
    expect(bytes.includes('CameraOfSomebody')).toBe(false);
  });

  test.each([
    ['a page', Buffer.from('<html><script>alert(1)</script>')],
    ['a drawing with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a PDF', Buffer.from('%PDF-1.7 …')],
    ['a JPEG by name only', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(500, 7)])],
    ['a PNG cut off', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ])('[ISS34] %s is refused', async (_, bytes) => {
    expect(await keep(bytes)).toMatchObject({ refused: 'photo-not-accepted', field: 'base64' });
  });

  test('[ISS34] [F-R10] more than 10 MiB, and a small file that unfolds into too many points, are refused', async () => {
    expect(await keep(Buffer.concat([jpeg, Buffer.alloc(10 * 1_048_576)]))).toMatchObject({
      refused: 'body-too-large',
      params: { mb: 10 },
    });
    const bomb = await sharp({
      create: { width: 16_000, height: 16_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.byteLength).toBeLessThan(2 * 1_048_576);
    expect(await keep(bomb)).toMatchObject({ refused: 'photo-not-accepted' });
  });

  test('[ISS34] what hides behind the points does not come along', async () => {
    const polyglot = Buffer.concat([jpeg, Buffer.from('<script>alert(document.cookie)</script>')]);
    const row = await rowOf(await kept(polyglot));
    expect(Buffer.from(await house.app.blobs.get(row!.blob_hash)).includes('<script>')).toBe(false);
  });

  test('[ISS34] seen by those who screen, by the street once published with its issue', async () => {
    const shown = await kept();
    const { issueId } = (await submit(shown)) as { issueId: string };
    expect(await see(shown, null)).toMatchObject({ refused: 'not-found' });
    expect(await see(shown, council.resident)).toMatchObject({ refused: 'not-found' });
    expect(await see(shown, council.facilitator)).toMatchObject({ mime: 'image/webp' });
    await house.must(council.facilitator, 'screen-issue', { issueId, verdict: 'publish' });
    expect(await see(shown, null)).toMatchObject({ refused: 'not-found' });
    const second = await kept();
    const other = (await submit(second)) as { issueId: string };
    const { no } = await house.must<{ no: number }>(council.facilitator, 'screen-issue', {
      issueId: other.issueId,
      verdict: 'publish',
      showPhoto: true,
    });
    expect(await see(second, null)).toMatchObject({ mime: 'image/webp' });
    expect(await house.app.read.issues.one(house.actorOf(null), council.councilId, no)).toMatchObject({
      photo: second,
    });
    // one photo goes to one issue
    expect(await submit(second)).toMatchObject({ refused: 'not-found', field: 'photoId' });
  });

  test('[ISS22][ISS34] on the private path it is deleted, the file too', async () => {
    const own = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#fa0' } })
      .png()
      .toBuffer();
    const photoId = await kept(own);
    const { blob_hash } = (await rowOf(photoId))!;
    const { issueId } = (await submit(photoId)) as { issueId: string };
    expect((await house.app.blobs.get(blob_hash)).byteLength).toBeGreaterThan(0);
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'redirect_private' });
    expect(await rowOf(photoId)).toBeUndefined();
    await expect(house.app.blobs.get(blob_hash)).rejects.toThrow();
  });

  test('[ISS34] one that no issue took goes after a day', async () => {
    const own = await sharp({ create: { width: 310, height: 200, channels: 3, background: '#0af' } })
      .png()
      .toBuffer();
    const left = await kept(own);
    house.clock.moveTo(house.clock.now() + 25 * 3_600_000);
    await kept();
    expect(await rowOf(left)).toBeUndefined();
  });
});

test('[ISS34] pictures among materials are drawn again too, in their own kind', async () => {
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2022-07-10T19:00:00+09:00',
    endsAt: '2022-07-10T21:00:00+09:00',
    place: '第1集会所',
    kind: 'live',
    visibility: 'open',
  });
  await house.must(council.facilitator, 'add-material', {
    meetingId,
    title: '現地の写真',
    visibility: 'open',
    fileName: '現地.jpg',
    base64: jpeg.toString('base64'),
  });
  const row = await house.app.db
    .selectFrom('material')
    .select(['blob_hash', 'bytes', 'mime'])
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow();
  const bytes = await house.app.blobs.get(row.blob_hash!);
  const meta = await sharp(bytes).metadata();
  expect(meta).toMatchObject({ format: 'jpeg', width: 1200, height: 2400 });
  expect(meta.exif).toBeUndefined();
  expect(row).toMatchObject({ bytes: bytes.byteLength, mime: 'image/jpeg' });
});
