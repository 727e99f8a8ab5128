import type { RequestEvent } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { issueSetupLink } from '#server/commands/council/setup-link.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { openHouse } from '#tests/fixtures/house.ts';
import { checkRoster, enterRoster, lineFault, readRoster, shortLine } from './many.ts';

test('a pasted table is read with tabs, Japanese or Western commas, titles and empty lines left out', () => {
  const lines = readRoster(
    '団体\t氏名\tよみ\n町会連合会\t大沢 文江\tおおさわ\n\nPTA、小松 亮\r\n商店会, 田所 弘 ,たどころ\n公募住民',
    ['団体', '氏名'],
  );
  expect(lines.map(({ no, organization, name, kana }) => [no, organization, name, kana])).toEqual([
    [2, '町会連合会', '大沢 文江', 'おおさわ'],
    [4, 'PTA', '小松 亮', ''],
    [5, '商店会', '田所 弘', 'たどころ'],
    [6, '公募住民', '', ''],
  ]);
});

test('a name with a middle dot or a space stays whole', () => {
  expect(readRoster('公募\tグエン・ティ・ホア', ['団体', '氏名'])[0]?.name).toBe('グエン・ティ・ホア');
});

test('a line that would be refused in the middle is refused before anything of it is entered', () => {
  const [long, whole] = readRoster(`町会,${'山'.repeat(41)}\n町会,山田 花子`, ['団体', '氏名']);
  expect(lineFault(long!)).toMatchObject({ refused: 'bad-input', field: 'displayName' });
  expect(lineFault(whole!)).toBeUndefined();
  expect(lineFault({ ...whole!, organization: '' })).toMatchObject({ field: 'name' });
});

test('an empty organisation, as of a merged cell, is a fault: the name never becomes an organisation', () => {
  const lines = readRoster('町会\t山田 花子\n\t名無し\t\n,名無し\n\t\t', ['団体', '氏名']);
  expect(lines.map(({ no, organization, name }) => [no, organization, name])).toEqual([
    [1, '町会', '山田 花子'],
    [2, '', '名無し'],
    [3, '', '名無し'],
  ]);
  expect(lines.map((line) => lineFault(line)?.field)).toEqual([undefined, 'name', 'name']);
  // what is put back into the field reads the same again
  expect(readRoster(lines[1]!.text, ['団体', '氏名'])[0]?.organization).toBe('');
});

test('an over-long line is named by its first twenty characters', () => {
  expect(shortLine('山'.repeat(400))).toBe(`${'山'.repeat(20)}…`);
  expect(shortLine('\t町会\t山田')).toBe('町会 山田');
});

/** A council just founded by 青木 花, and what its settings page knows. */
async function founded() {
  const house = await openHouse('2022-05-14');
  const { app } = house;
  const { personId } = await house.must<{ personId: string }>(null, 'create-council', {
    token: await issueSetupLink(app.db, house.clock.now()),
    slug: 'aoki',
    name: '青木地区会議',
    city: 'ことのは市',
    district: '青木地区',
    preset: 'consent_first',
    personName: '青木 花',
    loginName: 'aoki',
    password: 'とても長い合言葉です1',
  });
  const actor = house.actorOf(personId);
  const council = await app.read.council.bySlug('aoki');
  if (isRefusal(council)) throw new Error('no council');
  const event = { locals: { app, actor }, url: new URL('http://localhost/') } as unknown as RequestEvent;
  const roster = async () => {
    const view = await app.read.council.roster(actor, 'aoki');
    if (isRefusal(view)) throw new Error('no roster');
    return view;
  };
  return { house, personId, council, event, roster };
}

const text = '青木町会\t青木　花\n商店会\t田所 弘\n\t今泉 幸子';

test('[CNC13] who founded the council is asked about, takes the seat of his row and is no second person', async () => {
  const { house, personId, council, event, roster } = await founded();
  try {
    const lines = readRoster(text, ['団体', '氏名']);
    const check = checkRoster(await roster(), text, lines);
    expect(check).toMatchObject({ seats: 2, people: 2 });
    expect(check.rows.map(({ name }) => name)).toEqual(['青木　花', '田所 弘']);
    expect(check.meant).toEqual([{ line: 1, personId, name: '青木 花', roles: ['chair', 'secretariat'] }]);
    // nothing is entered by asking
    expect((await roster()).seats).toEqual([]);

    const answers = { organizations: check.organizations, same: new Map([[1, personId]]) };
    const entered = await enterRoster(event, council, await roster(), lines, answers, 'roster-of-aoki-1');
    expect(entered.seated).toEqual(['青木 花']);
    expect(entered.slips.map(({ name }) => name)).toEqual(['田所 弘']);
    expect(entered.refused.map(({ line }) => line.no)).toEqual([3]);
    const after = await roster();
    expect(after.people).toHaveLength(2);
    expect(after.seats[0]?.member?.personId).toBe(personId);
    // the same form once more changes nothing
    await enterRoster(event, council, after, lines, answers, 'roster-of-aoki-1');
    expect((await roster()).people).toHaveLength(2);
  } finally {
    await house.close();
  }
});

test('[CNC13] [CNC14] refused, the row is somebody new; kinds are as corrected, else as the name says', async () => {
  const { house, personId, council, event, roster } = await founded();
  try {
    const lines = readRoster(text, ['団体', '氏名']);
    const { organizations } = checkRoster(await roster(), text, lines);
    expect(organizations).toEqual([
      { name: '青木町会', kind: 'neighborhood_association', party: 'community' },
      { name: '商店会', kind: 'business', party: 'community' },
    ]);
    const corrected = [{ name: '青木町会', kind: 'association_federation', party: 'community' }];
    // somebody who does not bear the row's name is never seated, whatever the form says
    const answers = { organizations: corrected, same: new Map([[2, personId]]) };
    const entered = await enterRoster(event, council, await roster(), lines, answers, 'roster-of-aoki-2');
    expect(entered.seated).toEqual([]);
    expect(entered.slips.map(({ name }) => name)).toEqual(['青木　花', '田所 弘']);
    const after = await roster();
    expect(after.organizations.map(({ kind }) => kind)).toEqual(['association_federation', 'business']);
    expect(after.people).toHaveLength(3);
    expect(after.seats[0]?.member?.personId).not.toBe(personId);
  } finally {
    await house.close();
  }
});
