import type { RosterView } from '#server/queries/council/roster.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#server/db/ids.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { issueSetupLink } from './setup-link.ts';

let house: House;
let councilId: string;
let founder: string;

interface Invited {
  personId: string;
  mandateId: string;
  invitationId: string;
  token: string;
}

const password = 'とても長い合言葉です1';
let counter = 0;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  const token = await issueSetupLink(house.app.db, house.clock.now());
  const made = await house.must<{ councilId: string; personId: string }>(null, 'create-council', {
    token,
    slug: 'mizukidai',
    name: 'みずき台中学校区 地域づくり推進会議',
    city: 'ことのは市',
    district: 'みずき台中学校区',
    preset: 'consent_first',
    personName: '平賀 航',
    loginName: 'hiraga',
    password,
  });
  councilId = made.councilId;
  founder = made.personId;
});
afterAll(() => house.close());

const seat = async (label: string, organizationId?: string) =>
  house.must<{ seatId: string; no: number }>(founder, 'add-seat', { councilId, label, organizationId });

const invite = (by: string, more: object) =>
  house.act<Invited>(by, 'invite-member', { councilId, displayName: '王 雪梅', ...more });

/** Invites with a mandate and comes in; returns the person. */
async function comeIn(more: object): Promise<string> {
  const invited = await house.must<Invited>(founder, 'invite-member', {
    councilId,
    displayName: '江藤 良子',
    ...more,
  });
  counter++;
  await house.must(null, 'accept-invitation', { token: invited.token, loginName: `p${counter}00`, password });
  return invited.personId;
}

const mandates = (personId: string) =>
  house.app.db
    .selectFrom('mandate')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();

describe('seats and organisations', () => {
  test('[CNC1] seats are numbered from 1 without gaps, and a foreign organisation is not found', async () => {
    const first = await seat('一丁目町会');
    const second = await seat('公募住民');
    expect(second.no).toBe(first.no + 1);
    const foreign = await house.act(founder, 'add-seat', {
      councilId,
      label: '×',
      organizationId: 'A'.repeat(22),
    });
    expect(foreign).toMatchObject({ refused: 'not-found', field: 'organizationId' });
  });

  test('an organisation has its name once in a council', async () => {
    const organization = { councilId, name: 'みずき台一丁目町会', kind: 'neighborhood_association' };
    await house.must(founder, 'add-organization', {
      ...organization,
      party: 'community',
      fields: ['safety'],
    });
    const again = await house.act(founder, 'add-organization', { ...organization, party: 'partner' });
    expect(again).toMatchObject({ refused: 'name-taken', field: 'name' });
  });

  test('[CNC1] one sitting member a seat, an alternate beside him', async () => {
    const { seatId } = await seat('二丁目町会');
    await house.must(founder, 'invite-member', { councilId, displayName: '甲', role: 'member', seatId });
    expect(await invite(founder, { role: 'member', seatId })).toMatchObject({ refused: 'seat-taken' });
    expect(await invite(founder, { role: 'alternate', seatId })).toHaveProperty('token');
  });
});

describe('mandates', () => {
  test('[CNC2] a member needs a seat, the secretariat has none', async () => {
    const { seatId } = await seat('商店会');
    expect(await invite(founder, { role: 'member' })).toMatchObject({
      refused: 'bad-input',
      field: 'seatId',
    });
    expect(await invite(founder, { role: 'secretariat', seatId })).toMatchObject({ field: 'seatId' });
  });

  test('[CNC2] a role given with a seat makes a member too', async () => {
    const { seatId } = await seat('老人クラブ');
    const invited = (await invite(founder, { role: 'recorder', seatId })) as Invited;
    expect((await mandates(invited.personId)).map((row) => row.role).sort()).toEqual(['member', 'recorder']);
  });

  test('[CNC3] an officer speaks for a section of the administration', async () => {
    const { organizationId } = await house.must<{ organizationId: string }>(founder, 'add-organization', {
      councilId,
      name: '福祉総務課',
      kind: 'section',
      party: 'administration',
    });
    expect(await invite(founder, { role: 'officer' })).toMatchObject({ field: 'organizationId' });
    expect(await invite(founder, { role: 'officer', organizationId })).toHaveProperty('token');
  });

  test('[CNC4] who only manages the roster gives no role over others, whoever may assign roles does', async () => {
    const delegate = await comeIn({ role: 'delegate', powers: ['roster'] });
    expect(await invite(delegate, { role: 'facilitator' })).toMatchObject({ refused: 'forbidden' });
    expect(await invite(delegate, { role: 'resident', powers: ['call'] })).toMatchObject({
      refused: 'forbidden',
    });
    expect(await invite(delegate, { role: 'resident' })).toHaveProperty('token');
    const self = await house.act(delegate, 'assign-role', { councilId, personId: delegate, role: 'chair' });
    expect(self).toMatchObject({ refused: 'forbidden' });
  });

  test('[CNC4] every power of the secretariat can be handed to a resident, and the facilitator’s role', async () => {
    const resident = await comeIn({ role: 'resident' });
    const all = ['roster', 'call', 'agenda', 'record', 'screen', 'minutes', 'publish'];
    await house.must(founder, 'assign-role', {
      councilId,
      personId: resident,
      role: 'delegate',
      powers: all,
    });
    await house.must(founder, 'assign-role', { councilId, personId: resident, role: 'facilitator' });
    expect((await mandates(resident)).map((row) => row.role).sort()).toEqual([
      'delegate',
      'facilitator',
      'resident',
    ]);
    // the same role again replaces its powers
    await house.must(founder, 'assign-role', {
      councilId,
      personId: resident,
      role: 'delegate',
      powers: ['call'],
    });
    const delegates = (await mandates(resident)).filter((row) => row.role === 'delegate');
    expect(delegates.map((row) => row.powers)).toEqual(['["call"]']);
  });

  test('[CNC4] everyone may lay down a mandate of his own, but not another’s', async () => {
    const one = await comeIn({ role: 'resident' });
    const other = await comeIn({ role: 'resident' });
    const [mandate] = await mandates(one);
    expect(await house.act(other, 'end-mandate', { mandateId: mandate?.id })).toMatchObject({
      refused: 'forbidden',
    });
    expect(await house.act(one, 'end-mandate', { mandateId: mandate?.id })).toEqual({});
    expect(await mandates(one)).toEqual([]);
  });

  test('[CNC25] [F-P15] whose last mandate ends is found among the former people, and can be taken back', async () => {
    const one = await comeIn({ role: 'resident' });
    const [mandate] = await mandates(one);
    await house.must(founder, 'end-mandate', { mandateId: mandate?.id });
    const read = async (who: string) => {
      const seen = await house.app.read.council.roster(house.actorOf(who), 'mizukidai');
      if ('refused' in seen) throw new Error(seen.refused);
      return seen;
    };
    const found = async () => (await read(founder)).former.find(({ personId }) => personId === one);
    expect(await found()).toMatchObject({ last: [{ role: 'resident' }], cameIn: true });
    expect((await read(founder)).people.some(({ personId }) => personId === one)).toBe(false);
    await house.must(founder, 'assign-role', { councilId, personId: one, role: 'resident' });
    expect(await found()).toBeUndefined();
    expect((await read(founder)).people.some(({ personId }) => personId === one)).toBe(true);
  });

  test('[CNC5] naming another chair ends the earlier chair’s mandate', async () => {
    const { seatId } = await seat('町会連合会');
    const chair = await comeIn({ role: 'member', seatId });
    await house.must(founder, 'assign-role', { councilId, personId: chair, role: 'chair' });
    expect((await mandates(founder)).map((row) => row.role)).toEqual(['secretariat']);
    expect((await mandates(chair)).map((row) => row.role).sort()).toEqual(['chair', 'member']);
    await house.must(chair, 'assign-role', { councilId, personId: founder, role: 'chair' });
  });

  test('[CNC6] the last who can assign roles stays until another has signed in', async () => {
    const own = await mandates(founder);
    const secretariat = own.find((row) => row.role === 'secretariat');
    const chair = own.find((row) => row.role === 'chair');
    await house.must(founder, 'end-mandate', { mandateId: secretariat?.id });
    expect(await house.act(founder, 'end-mandate', { mandateId: chair?.id })).toMatchObject({
      refused: 'last-assigner',
    });
    await house.must(founder, 'assign-role', { councilId, personId: founder, role: 'secretariat' });
    const waiting = (await invite(founder, { role: 'resident' })) as Invited;
    await house.must(founder, 'end-mandate', {
      mandateId: (await mandates(founder)).find((row) => row.role === 'secretariat')?.id,
    });
    const handedOn = await house.act(founder, 'assign-role', {
      councilId,
      personId: waiting.personId,
      role: 'chair',
    });
    expect(handedOn).toMatchObject({ refused: 'last-assigner' });
    await house.must(founder, 'assign-role', { councilId, personId: founder, role: 'secretariat' });
  });

  test('people of other councils do not exist here', async () => {
    const stranger = await house.act(founder, 'assign-role', {
      councilId,
      personId: 'B'.repeat(22),
      role: 'resident',
    });
    expect(stranger).toMatchObject({ refused: 'not-found', field: 'personId' });
  });
});

describe('slips', () => {
  test('[CNC8] a slip opens once; a new one ends the older; unknown, ended and revoked are one answer', async () => {
    const invited = (await invite(founder, { role: 'resident' })) as Invited;
    const renewed = await house.must<{ token: string; invitationId: string }>(
      founder,
      'issue-password-slip',
      {
        councilId,
        personId: invited.personId,
      },
    );
    const enter = (token: string) =>
      house.act(null, 'accept-invitation', { token, loginName: 'once', password });
    const gone = { refused: 'not-found', field: 'token' };
    expect(await enter(invited.token)).toEqual(gone);
    expect(await enter('nobody-knows-this')).toEqual(gone);
    expect(await enter(renewed.token)).toMatchObject({ personId: invited.personId, slug: 'mizukidai' });
    expect(await enter(renewed.token)).toMatchObject({ refused: 'invitation-used' });
    const open = (await invite(founder, { role: 'resident' })) as Invited;
    await house.must(founder, 'revoke-invitation', { invitationId: open.invitationId });
    expect(await enter(open.token)).toEqual(gone);
    expect(await house.act(founder, 'revoke-invitation', { invitationId: open.invitationId })).toMatchObject({
      refused: 'already-done',
    });
  });

  test('[CNC8] a slip ends after its days, and no token stands in the database', async () => {
    const invited = (await invite(founder, { role: 'resident' })) as Invited;
    const before = house.clock.now();
    house.clock.moveTo(before + 31 * 86_400_000);
    const late = await house.act(null, 'accept-invitation', {
      token: invited.token,
      loginName: 'late',
      password,
    });
    house.clock.moveTo(before);
    expect(late).toMatchObject({ refused: 'not-found' });
    const rows = await house.app.db.selectFrom('invitation').selectAll().execute();
    const answers = await house.app.db.selectFrom('idempotency').select('answer').execute();
    expect(JSON.stringify([rows, answers])).not.toContain(invited.token);
  });

  test('[CNC8] a member slip asks for name and password, and a taken name is refused', async () => {
    const invited = (await invite(founder, { role: 'resident' })) as Invited;
    const enter = (more: object) => house.act(null, 'accept-invitation', { token: invited.token, ...more });
    expect(await enter({ password })).toMatchObject({ refused: 'bad-input', field: 'loginName' });
    expect(await enter({ loginName: 'abc', password: 'short' })).toMatchObject({ field: 'password' });
    expect(await enter({ loginName: 'HIRAGA', password })).toMatchObject({
      refused: 'name-taken',
      field: 'loginName',
    });
  });

  test('[CNC9] a password slip sets a new password and ends all sessions', async () => {
    const person = await comeIn({ role: 'resident' });
    const login = (
      await house.app.db.selectFrom('person').select('login_name').where('id', '=', person).executeTakeFirst()
    )?.login_name as string;
    await house.app.sessions.issue(person, 'old phone');
    const slip = await house.must<{ token: string; purpose: string }>(founder, 'issue-password-slip', {
      councilId,
      personId: person,
    });
    expect(slip.purpose).toBe('password');
    await house.must(null, 'accept-invitation', { token: slip.token, password: 'まったく別の合言葉2' });
    expect(await house.app.sessions.list(person)).toEqual([]);
    expect(await house.app.signIn(login, password, '127.0.0.1', '')).toMatchObject({
      refused: 'sign-in-failed',
    });
    expect(await house.app.signIn(login, 'まったく別の合言葉2', '127.0.0.1', '')).toMatchObject({
      personId: person,
    });
  });

  test('[CNC9] who only manages the roster can’t open the account of the chair', async () => {
    const delegate = await comeIn({ role: 'delegate', powers: ['roster'] });
    const seized = await house.act(delegate, 'issue-password-slip', { councilId, personId: founder });
    expect(seized).toMatchObject({ refused: 'forbidden' });
  });

  test('[CNC10] many residents come in with one link, as resident or observer and nothing else', async () => {
    const link = await house.must<{ token: string }>(founder, 'open-resident-link', { councilId });
    const join = (by: string | null, more: object) =>
      house.act<{ personId: string }>(by, 'accept-invitation', { token: link.token, ...more });
    const hoa = await join(null, { loginName: 'hoa', password, displayName: 'ホア' });
    const ling = await join(null, { loginName: 'ling', password, displayName: '林', as: 'observer' });
    expect((await mandates((hoa as { personId: string }).personId)).map((row) => row.role)).toEqual([
      'resident',
    ]);
    expect((await mandates((ling as { personId: string }).personId)).map((row) => row.role)).toEqual([
      'observer',
    ]);
    expect(await join(null, { loginName: 'x00', password, displayName: '×', as: 'chair' })).toMatchObject({
      refused: 'bad-input',
    });
    // signed in already: no second account
    expect(await join(founder, {})).toMatchObject({ refused: 'already-done' });
    expect(await join(null, {})).toMatchObject({ refused: 'bad-input', field: 'loginName' });
    const next = await house.must<{ token: string }>(founder, 'open-resident-link', { councilId });
    expect(next.token).not.toBe(link.token);
    expect(await join(null, { loginName: 'y00', password, displayName: 'y' })).toMatchObject({
      refused: 'not-found',
    });
  });
});

test('[CNC34] who is signed in comes in with a slip as the person he is; an account that is in use gives nothing', async () => {
  const seated = await seat('自治会連合会');
  const invited = (await invite(founder, { seatId: seated.seatId, role: 'member' })) as Invited;
  const own = await comeIn({ role: 'observer' });
  const accept = (by: string | null, token: string, more: object) =>
    house.act(by, 'accept-invitation', { token, ...more });
  expect(await accept(null, invited.token, { self: 'yes' })).toMatchObject({ refused: 'session-required' });
  expect(await accept(own, invited.token, { self: 'yes', loginName: 'another', password })).toMatchObject({
    refused: 'bad-input',
  });
  expect(await accept(own, invited.token, { self: 'yes' })).toMatchObject({ personId: own });
  expect((await mandates(own)).map(({ role }) => role).sort()).toEqual(['member', 'observer']);
  expect(await mandates(invited.personId)).toEqual([]);
  expect(await accept(own, invited.token, { self: 'yes' })).toMatchObject({ refused: 'invitation-used' });
  // a slip for a new password is for nobody but its person
  const slip = await house.must<{ token: string }>(founder, 'issue-password-slip', {
    councilId,
    personId: own,
  });
  const other = await comeIn({ role: 'observer' });
  expect(await accept(other, slip.token, { self: 'yes' })).toMatchObject({ refused: 'bad-input' });
});

describe('rule sets', () => {
  test('[CNC7] before the first round a preset may be chosen, the same again is refused', async () => {
    const adopted = await house.must<{ version: number }>(founder, 'adopt-rule-set', {
      councilId,
      preset: 'consent_first_signed',
    });
    expect(adopted.version).toBe(2);
    expect(
      await house.act(founder, 'adopt-rule-set', { councilId, preset: 'consent_first_signed' }),
    ).toMatchObject({ refused: 'already-done' });
    const council = await house.app.db
      .selectFrom('council')
      .innerJoin('rule_set', 'rule_set.id', 'council.rule_set_id')
      .select('rule_set.version')
      .where('council.id', '=', councilId)
      .executeTakeFirstOrThrow();
    expect(council.version).toBe(2);
  });

  test('[CNC7] a majority that can’t be reached or a decision that does not exist is refused', async () => {
    const body = JSON.parse(
      (
        await house.app.db
          .selectFrom('rule_set')
          .select('body')
          .where('version', '=', 1)
          .executeTakeFirstOrThrow()
      ).body,
    ) as object;
    const impossible = { ...body, majority: { op: 'gt', num: 1, den: 1, base: 'present' } };
    expect(await house.act(founder, 'adopt-rule-set', { councilId, body: impossible })).toMatchObject({
      refused: 'rules-impossible',
      field: 'majority',
    });
    expect(
      await house.act(founder, 'adopt-rule-set', { councilId, body, decisionId: 'C'.repeat(22) }),
    ).toMatchObject({ refused: 'not-found', field: 'decisionId' });
  });
});

test('a language is kept with the person; the street keeps none', async () => {
  expect(await house.act(null, 'choose-language', { locale: 'en' })).toMatchObject({
    refused: 'session-required',
  });
  await house.must(founder, 'choose-language', { locale: 'en' });
  const row = await house.app.db
    .selectFrom('person')
    .select('locale')
    .where('id', '=', founder)
    .executeTakeFirst();
  expect(row?.locale).toBe('en');
});

describe('putting right', () => {
  test('an organisation’s entry can be put right, not under a name another has', async () => {
    const add = (name: string) =>
      house.must<{ organizationId: string }>(founder, 'add-organization', {
        councilId,
        name,
        kind: 'other',
        party: 'community',
      });
    const { organizationId } = await add('子ども食堂');
    await add('保育園');
    const right = { organizationId, kind: 'civic_group', party: 'community', fields: ['childcare'] };
    expect(await house.act(founder, 'change-organization', { ...right, name: '保育園' })).toMatchObject({
      refused: 'name-taken',
      field: 'name',
    });
    await house.must(founder, 'change-organization', { ...right, name: '子ども食堂「みずきの木」' });
    const roster = await house.app.read.council.roster(house.actorOf(founder), 'mizukidai');
    expect(roster).toHaveProperty('organizations');
    const organizations = (roster as RosterView).organizations;
    expect(organizations.find(({ id }) => id === organizationId)).toMatchObject({
      name: '子ども食堂「みずきの木」',
      fields: ['childcare'],
    });
  });

  test('a name on the roster can be put right by who keeps it, not by the person’s neighbour', async () => {
    const person = await comeIn({ role: 'resident' });
    const neighbour = await comeIn({ role: 'resident' });
    const correct = (by: string) =>
      house.act(by, 'correct-name', { councilId, personId: person, displayName: '江藤 涼子', kana: '' });
    expect(await correct(neighbour)).toMatchObject({ refused: 'forbidden' });
    expect(await correct(founder)).toEqual({});
  });
});

describe('passwords and seats of those who are in', () => {
  test('[CNC11] a password is changed against the one that holds; other sessions end, nothing of it is kept', async () => {
    const personId = await comeIn({ seatId: (await seat('見守り隊')).seatId, role: 'member' });
    const session = await house.app.sessions.issue(personId, 'phone');
    const change = (currentPassword: string, next: string) =>
      house.act(personId, 'change-password', { currentPassword, password: next });
    expect(await change('ちがう合言葉です', 'あたらしい合言葉2')).toMatchObject({
      refused: 'password-wrong',
      field: 'currentPassword',
    });
    expect(await change(password, 'みじかい')).toMatchObject({ refused: 'bad-input', field: 'password' });
    expect(await house.act(null, 'change-password', { currentPassword: password, password })).toMatchObject({
      refused: 'session-required',
    });
    expect(await house.app.sessions.validate(session.token)).toBeTruthy();
    expect(await change(password, 'あたらしい合言葉2')).toEqual({});
    expect(await house.app.sessions.validate(session.token)).toBeFalsy();
    expect(await change(password, 'もっと新しい合言葉')).toMatchObject({ refused: 'password-wrong' });
  });

  test('[F-S13] sent twice it is answered the same; with another password it is another act', async () => {
    const personId = await comeIn({ seatId: (await seat('地区社協')).seatId, role: 'member' });
    const key = newId();
    const body = { currentPassword: password, password: 'あたらしい合言葉3' };
    expect(await house.act(personId, 'change-password', body, key)).toEqual({});
    expect(await house.act(personId, 'change-password', body, key)).toEqual({});
    expect(
      await house.act(personId, 'change-password', { ...body, password: 'まるで別の合言葉4' }, key),
    ).toMatchObject({ refused: 'idempotency-key-reused' });
    expect(
      await house.act(personId, 'change-password', { ...body, currentPassword: 'ちがう合言葉' }),
    ).toMatchObject({
      refused: 'password-wrong',
    });
  });

  test('[CNC16] a password that would be guessed soon is refused wherever one is chosen', async () => {
    const personId = await comeIn({ seatId: (await seat('ボランティア')).seatId, role: 'member' });
    for (const easy of ['password123', 'aaaaaaaaaa', '0123456789'])
      expect(
        await house.act(personId, 'change-password', { currentPassword: password, password: easy }),
      ).toMatchObject({ refused: 'password-too-easy', field: 'password' });
  });

  test('[B48] equal answers to equal keys are told apart without keeping a hash of any password', async () => {
    const { createHash } = await import('node:crypto');
    const given = { currentPassword: 'とても長い合言葉です9', password: 'とても長い合言葉です8' };
    const personId = await comeIn({ seatId: (await seat('育てる会')).seatId, role: 'member' });
    await house.must(personId, 'change-password', {
      currentPassword: password,
      password: given.currentPassword,
    });
    await house.must(personId, 'change-password', given);
    const hashes = await house.app.db.selectFrom('idempotency').select('body_hash').execute();
    const fast = createHash('sha256')
      .update(JSON.stringify(['change-password', given]))
      .digest('hex');
    expect(hashes.map(({ body_hash }) => body_hash)).not.toContain(fast);
  });

  test('[CNC12] a seat is renamed, and given up with who sits there; its number is not used again', async () => {
    const made = await seat('なくなる会');
    const personId = await comeIn({ seatId: made.seatId, role: 'member' });
    await house.must(founder, 'change-seat', { seatId: made.seatId, label: 'なくなる団体' });
    expect(await house.act(personId, 'change-seat', { seatId: made.seatId, label: 'x' })).toMatchObject({
      refused: 'forbidden',
    });
    expect(await house.must(founder, 'end-seat', { seatId: made.seatId })).toEqual({ ended: 1 });
    expect(await mandates(personId)).toEqual([]);
    expect(await house.act(founder, 'end-seat', { seatId: made.seatId })).toMatchObject({
      refused: 'not-found',
    });
    expect((await seat('次の席')).no).toBe(made.no + 1);
  });
});
