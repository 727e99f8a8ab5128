import type { RequestEvent } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { issueSetupLink } from '#server/commands/council/setup-link.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { openHouse } from '#tests/fixtures/house.ts';
import { readRoster } from '#lib/domain/council/roster-table.ts';
import { checkRoster, enterRoster, lineFault, shortLine } from './many.ts';

test('a line that would be refused in the middle is refused before anything of it is entered', () => {
  const [long, whole] = readRoster(`町会,${'山'.repeat(41)}\n町会,山田 花子`).rows;
  expect(lineFault(long!)).toMatchObject({ refused: 'bad-input', field: 'displayName' });
  expect(lineFault(whole!)).toBeUndefined();
  expect(lineFault({ ...whole!, organization: '' })).toMatchObject({ field: 'name' });
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

const text = '\t今泉 幸子\n青木町会\t青木　花\n商店会\t田所 弘';

test('[CNC13] who founded the council is asked about, takes the seat of his row and is no second person', async () => {
  const { house, personId, council, event, roster } = await founded();
  try {
    const table = readRoster(text);
    const lines = table.rows;
    const check = checkRoster(await roster(), text, table);
    expect(check).toMatchObject({ seats: 2, people: 2 });
    expect(check.rows.map(({ name }) => name)).toEqual(['青木　花', '田所 弘']);
    expect(check.meant).toEqual([{ line: 2, personId, name: '青木 花', roles: ['chair', 'secretariat'] }]);
    // nothing is entered by asking
    expect((await roster()).seats).toEqual([]);

    const answers = { organizations: check.organizations, same: new Map([[2, personId]]) };
    const entered = await enterRoster(event, council, await roster(), lines, answers, 'roster-of-aoki-1');
    expect(entered.seated).toEqual(['青木 花']);
    expect(entered.slips.map(({ name }) => name)).toEqual(['田所 弘']);
    expect(entered.refused.map(({ line }) => line.no)).toEqual([1]);
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
    const table = readRoster(text);
    const lines = table.rows;
    const { organizations } = checkRoster(await roster(), text, table);
    expect(organizations).toEqual([
      { name: '青木町会', kind: 'neighborhood_association', party: 'community' },
      { name: '商店会', kind: 'business', party: 'community' },
    ]);
    const corrected = [{ name: '青木町会', kind: 'association_federation', party: 'community' }];
    // somebody who does not bear the row's name is never seated, whatever the form says
    const answers = { organizations: corrected, same: new Map([[3, personId]]) };
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

test('[F-P24] [CNC18] the same roster again, written otherwise, doubles nobody; a name fills the empty seat', async () => {
  const { house, council, event, roster } = await founded();
  try {
    const enter = async (pasted: string, key: string) => {
      const table = readRoster(pasted);
      const before = await roster();
      const check = checkRoster(before, pasted, table);
      const answers = { organizations: check.organizations, same: new Map<number, string>() };
      await enterRoster(event, council, before, table.rows, answers, key);
      const { seats, people, organizations } = await roster();
      return { check, now: [organizations.length, seats.length, people.length] };
    };
    const first = await enter('第1町会\t大沢 文江\n第1町会\t田所 弘\n商店会\n商店会\t佐伯 実', 'roster-once');
    // the founder is one of the people
    expect(first.now).toEqual([2, 4, 4]);
    const again = '№\t団体名\t氏　名\n1\t第１　町会\t大沢　文江\n2\t\t田所　弘\n3\t商 店 会\t\n4\t\t佐伯実';
    const second = await enter(again, 'roster-twice');
    expect(second.check).toMatchObject({ seats: 0, people: 0, organizations: [] });
    expect(second.check.rows.map(({ is }) => is)).toEqual(['here', 'here', 'here', 'here']);
    expect(second.now).toEqual([2, 4, 4]);
    const third = await enter('商店会\t今泉 幸子\n商店会\t今泉　幸子\n第1町会\t佐伯 実', 'roster-more');
    expect(third.check.rows.map(({ is, namesake }) => [is, namesake])).toEqual([
      ['vacant', false],
      ['twice', false],
      ['new', true],
    ]);
    expect(third.now).toEqual([2, 5, 6]);
    const { seats } = await roster();
    expect(seats.filter(({ label }) => label === '商店会').map(({ member }) => member?.name)).toEqual([
      '今泉 幸子',
      '佐伯 実',
    ]);
  } finally {
    await house.close();
  }
});

test('[F-P25] [CAN11] a name and an organisation are kept as typed from the pasted table to the roster', async () => {
  const { house, council, event, roster } = await founded();
  try {
    const pasted = '団体\t氏名\n大\ufa10町会\t\ufa10田 \ufa1a子\n大塚\u3000町会\t辻\u{e0101} 実';
    const table = readRoster(pasted);
    const { organizations } = checkRoster(await roster(), pasted, table);
    expect(organizations.map(({ name }) => name)).toEqual(['大\ufa10町会']);
    await enterRoster(
      event,
      council,
      await roster(),
      table.rows,
      { organizations, same: new Map() },
      'kept-names',
    );
    const { seats } = await roster();
    expect(seats.map(({ member }) => member?.name)).toEqual(['\ufa10田 \ufa1a子', '辻\u{e0101} 実']);
    expect(seats.map(({ organization }) => organization?.name)).toEqual(['大\ufa10町会', '大\ufa10町会']);
  } finally {
    await house.close();
  }
});
