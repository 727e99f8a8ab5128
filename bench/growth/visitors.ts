import { readAgenda } from '#lib/doc/agenda.ts';
import { buildApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { slugOf } from '#server/seed/seed.ts';

/** Who goes where in a folder's first council: cookies as `name=value`, ids of what pages show. */
export interface Visitors {
  readonly slug: string;
  readonly councilId: string;
  readonly secretariat: string;
  /** Seats 1…25 with who sits there; 1 is chair, 2 facilitator, 3 recorder, 4 a plain member. */
  readonly seats: readonly { readonly seatId: string; readonly personId: string; readonly cookie: string }[];
  /** In session, with the round that is open and the items that may be taken up. */
  readonly live: { readonly meetingId: string; readonly items: readonly string[] };
  readonly round: { readonly roundId: string; readonly textHash: string };
  /** Held, its minutes a draft. */
  readonly draft: string;
  /** Being prepared, and so many lines that came onto its agenda by themselves. */
  readonly coming: { readonly meetingId: string; readonly lines: number };
  /** The oldest and the newest with published minutes. */
  readonly sealed: { readonly oldest: string; readonly newest: string };
  readonly decided: { readonly decisionId: string; readonly roundId: string };
  /** In the middle of all published ones. */
  readonly issueNo: number;
  readonly issues: readonly string[];
  /** Cards a hand may move. */
  readonly inProgress: readonly string[];
  /** Meetings that were held and closed. */
  readonly finished: number;
  /** The page of each single meeting, minutes, round and issue there is. */
  readonly everything: readonly string[];
}

/** Own items of each agenda (server/seed/life.ts). */
const ownItems = 4;

/** Opens the folder as the server does at its start, and signs everybody in. */
export async function visitorsOf(dataDir: string): Promise<Visitors> {
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0' });
  if ('faults' in config) throw new Error(config.faults.join('\n'));
  const app = await buildApp(config);
  try {
    const { db } = app;
    const council = await db
      .selectFrom('council')
      .select(['id', 'slug'])
      .where('slug', '=', slugOf(1))
      .executeTakeFirstOrThrow();
    const enter = async (personId: string) => `yoriai=${(await app.sessions.issue(personId, 'bench')).token}`;
    const members = await db
      .selectFrom('seat')
      .innerJoin('mandate', 'mandate.seat_id', 'seat.id')
      .select(['seat.id as seatId', 'mandate.person_id as personId'])
      .where('seat.council_id', '=', council.id)
      .where('mandate.role', '=', 'member')
      .orderBy('seat.no')
      .execute();
    const seats = [];
    for (const member of members) seats.push({ ...member, cookie: await enter(member.personId) });
    const secretariat = await db
      .selectFrom('mandate')
      .select('person_id')
      .where('council_id', '=', council.id)
      .where('role', '=', 'secretariat')
      .executeTakeFirstOrThrow();
    const meetings = await db
      .selectFrom('meeting')
      .leftJoin('minutes', 'minutes.meeting_id', 'meeting.id')
      .select(['meeting.id', 'meeting.state', 'minutes.state as minutes'])
      .where('meeting.council_id', '=', council.id)
      .orderBy('meeting.starts_at')
      .execute();
    const published = meetings.filter(({ minutes }) => minutes === 'published');
    const one = (state: string) => meetings.findLast((meeting) => meeting.state === state)?.id ?? '';
    const live = one('in_session');
    const coming = one('draft');
    const items = await db
      .selectFrom('agenda_item')
      .select('id')
      .where('meeting_id', '=', live)
      .where('visibility', '=', 'open')
      .orderBy('position')
      .execute();
    const round = await db
      .selectFrom('round')
      .select(['id as roundId', 'text_hash as textHash'])
      .where('meeting_id', '=', live)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    const decided = await db
      .selectFrom('decision')
      .select(['id as decisionId', 'round_id'])
      .where('council_id', '=', council.id)
      .orderBy('declared_at', 'desc')
      .executeTakeFirstOrThrow();
    const issues = await db
      .selectFrom('issue')
      .select(['id', 'no', 'state'])
      .where('council_id', '=', council.id)
      .where('no', 'is not', null)
      .orderBy('no')
      .execute();
    const rounds = await db.selectFrom('round').select('id').where('council_id', '=', council.id).execute();
    const agenda = readAgenda(await app.sync.readDoc(`meeting/${coming}/agenda`));
    return {
      slug: council.slug,
      councilId: council.id,
      secretariat: await enter(secretariat.person_id),
      seats,
      live: { meetingId: live, items: items.map(({ id }) => id) },
      round,
      draft: one('closed'),
      coming: { meetingId: coming, lines: agenda.length - ownItems },
      sealed: { oldest: published[0]?.id ?? '', newest: published.at(-1)?.id ?? '' },
      decided: { decisionId: decided.decisionId, roundId: decided.round_id ?? '' },
      issueNo: issues[issues.length >> 1]?.no ?? 0,
      issues: issues.filter(({ state }) => state === 'published').map(({ id }) => id),
      inProgress: issues.filter(({ state }) => state === 'in_progress').map(({ id }) => id),
      finished: meetings.filter(({ state }) => state === 'closed').length,
      everything: [
        ...meetings.map(({ id }) => `/meetings/${id}`),
        ...published.map(({ id }) => `/meetings/${id}/minutes`),
        ...rounds.map(({ id }) => `/rounds/${id}`),
        ...issues.map(({ no }) => `/issues/${no}`),
      ].map((path) => `/c/${council.slug}${path}`),
    };
  } finally {
    await app.close();
  }
}
