import * as Y from 'yjs';
import { addItem, notesOf, readAgenda, textOf } from '#lib/doc/agenda.ts';
import { fields, lifeStages, measures } from '#lib/domain/issues/taxonomy.ts';
import { newId } from '../db/ids.ts';
import type { FoundedCouncil } from './found-council.ts';
import type { SeedHouse } from './house.ts';
import { sealMeeting } from './seal-meeting.ts';
import type { Voice } from './voice.ts';

/*
 * A council's years, lived by its people through the product's own commands. A year: ten meetings of eight items,
 * fifteen decisions with a ballot of every member each, six of them divided into three tasks of which every second is done, 120
 * issues of which half are worked on and a third resolved, minutes sealed and published.
 */

export const day = 86_400_000;
export const meetingsAYear = 10;
/** ms from one meeting to the next */
const apart = (365 * day) / meetingsAYear;
const issuesAMeeting = 12;

/** A council at work, and what it remembers from meeting to meeting. */
export class CouncilLife {
  readonly people: FoundedCouncil;
  private readonly house: SeedHouse;
  private readonly voice: Voice;
  /** issues that somebody works on, oldest first */
  private readonly working: string[] = [];
  private readonly dividing: string[] = [];
  private issues = 0;
  private prepared = 0;

  constructor(house: SeedHouse, people: FoundedCouncil, voice: Voice) {
    this.house = house;
    this.people = people;
    this.voice = voice;
  }

  /** `count` meetings and what lies between them, the first thirteen days from now. `held`: one more is over. */
  async live(count: number, held: () => void = () => undefined): Promise<void> {
    const first = this.house.clock.now() + 13 * day;
    for (let n = 0; n < count; n++) {
      await this.between(n, atSeven(first + n * apart), n === count - 1);
      held();
    }
  }

  /** A meeting with all its work before and after; `last`: its minutes are still a draft. */
  private async between(n: number, startsAt: number, last: boolean): Promise<void> {
    const { house, people } = this;
    await this.bringIssues(startsAt - 13 * day);
    await this.finishTasks();
    house.clock.moveTo(startsAt - 11 * day);
    const decisions = n % 2 === 0 ? 1 : 2;
    const meetingId = await this.prepare(startsAt, decisions, 'call');
    house.clock.moveTo(startsAt);
    await this.comeTogether(meetingId);
    const decided = await this.hold(meetingId, n % meetingsAYear < 6);
    house.clock.moveTo(Math.max(house.clock.now(), startsAt + 2 * 3_600_000));
    await house.must(people.facilitator, 'close-meeting', { meetingId });
    if (last) return;
    house.clock.moveTo(startsAt + 3 * day);
    await sealMeeting(house, people, meetingId, dateOf(startsAt + 14 * day));
    house.clock.moveTo(startsAt + 5 * day);
    await this.acceptRoles(decided);
    house.clock.moveTo(startsAt + 14 * day);
    await house.must(people.secretariat, 'publish-minutes', { meetingId });
  }

  /** A meeting with four own items, so many of them to be decided; `urgent`: why it is called later than the rules say. */
  async prepare(startsAt: number, decisions: number, then: 'call' | 'draft', urgent = ''): Promise<string> {
    const { house, people, voice } = this;
    const { meetingId } = await house.must<{ meetingId: string }>(people.facilitator, 'create-meeting', {
      councilId: people.councilId,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 2 * 3_600_000).toISOString(),
      place: 'みずき台団地 第1集会所',
      kind: 'hybrid',
      visibility: 'open',
    });
    const prepared = this.prepared++;
    await this.write(meetingId, (doc) => {
      for (let n = 0; n < 4; n++) {
        const id = newId();
        const type = n < decisions ? ('decision' as const) : ('discussion' as const);
        // behind the report on earlier decisions, before other business
        addItem(doc, { id, type, title: voice.subject(n), minutes: 20 }, readAgenda(doc)[1 + n]?.id ?? null);
        if (n < decisions) textOf(doc, id, 'proposal')?.insert(0, voice.said(n + 5 * prepared, 400));
      }
    });
    if (then === 'call')
      await house.must(people.facilitator, 'call-meeting', {
        meetingId,
        ...(urgent && { urgentReason: urgent }),
      });
    return meetingId;
  }

  /** Everybody is there, some online; the meeting is opened. */
  async comeTogether(meetingId: string): Promise<void> {
    const { house, people } = this;
    for (const [at, { seatId }] of people.seats.entries())
      await house.must(people.recorder, 'record-attendance', {
        meetingId,
        seatId,
        mode: at === 0 || at < people.seats.length - 3 ? 'in_person' : 'online',
      });
    await house.must(people.facilitator, 'open-meeting', { meetingId, presidingPersonId: people.chair });
  }

  /** Item by item; the decisions made, the first of them divided if `divides`. */
  private async hold(meetingId: string, divides: boolean): Promise<string[]> {
    const { house, people, voice } = this;
    const items = await house.app.db
      .selectFrom('agenda_item')
      .select(['id', 'type', 'title'])
      .where('meeting_id', '=', meetingId)
      .orderBy('position')
      .execute();
    const decided: string[] = [];
    for (const { id: itemId, type, title } of items) {
      await house.must(people.facilitator, 'set-current-item', { meetingId, itemId });
      // as one types while others talk: some words a second
      for (let n = 0; n < 12; n++)
        await this.write(meetingId, (doc) => takeNotes(doc, itemId, n, voice.said(n, 30)));
      house.clock.moveTo(house.clock.now() + 8 * 60_000);
      if (type === 'decision') decided.push(await this.decide(meetingId, itemId, title));
    }
    const [first] = decided;
    if (divides && first !== undefined) await this.divide(first);
    return decided;
  }

  private async decide(meetingId: string, itemId: string, title: string): Promise<string> {
    const { house, people, voice } = this;
    const round = await this.openRound(meetingId, itemId);
    for (const [at, { personId }] of people.seats.entries()) {
      const doubts = at > 0 && at >= people.seats.length - 2;
      const choice = doubts ? { choice: 'concern', reason: voice.said(at, 40) } : { choice: 'consent' };
      await house.must(personId, 'cast-ballot', { ...round, ...choice });
    }
    await house.must(people.facilitator, 'close-round', { roundId: round.roundId });
    const { decisionId } = await house.must<{ decisionId: string }>(people.chair, 'declare-decision', {
      roundId: round.roundId,
      title,
      scope: 'district',
      reviewOn: dateOf(house.clock.now() + 180 * day),
    });
    return decisionId;
  }

  /** Freezes the item's proposal and opens a round of consent. */
  async openRound(meetingId: string, itemId: string): Promise<{ roundId: string; textHash: string }> {
    const { house, people } = this;
    const { proposalId, textHash } = await house.must<{ proposalId: string; textHash: string }>(
      people.facilitator,
      'freeze-proposal',
      { meetingId, itemId },
    );
    const { roundId } = await house.must<{ roundId: string }>(people.facilitator, 'open-round', {
      proposalId,
      mode: 'consent',
    });
    return { roundId, textHash };
  }

  private async divide(decisionId: string): Promise<void> {
    const { house, people } = this;
    const organization = (name: string) => people.organizations[name];
    const task = (title: string, lead: string, support?: string) => ({
      title,
      scope: 'district',
      level: 3,
      dueOn: dateOf(house.clock.now() + 120 * day),
      frequency: '町会 月2回・民生委員 週1回',
      assignments: [
        { organizationId: organization(lead), responsibility: 'lead' },
        ...(support ? [{ organizationId: organization(support), responsibility: 'support' }] : []),
      ],
    });
    await house.must(people.facilitator, 'divide-roles', {
      decisionId,
      title: '一人暮らし高齢者の見守り',
      level: 3,
      comparison: 'いまは町会ごとに違う。費用は年96,400円。',
      tasks: [
        task('声かけ訪問', '町会連合会', '福祉総務課'),
        task('通学路の見守り', '学校運営協議会'),
        task('見守り研修', '町会連合会'),
      ],
    });
  }

  /** Parties answer for themselves. */
  private async acceptRoles(decisionIds: readonly string[]): Promise<void> {
    const { house, people } = this;
    const asked = await house.app.db
      .selectFrom('role_assignment')
      .innerJoin('role_division', 'role_division.id', 'role_assignment.division_id')
      .select(['role_assignment.id', 'role_assignment.organization_id', 'role_assignment.task_id'])
      .where('role_division.decision_id', 'in', [...decisionIds])
      .execute();
    const whose: Record<string, string | undefined> = {
      [people.organizations.町会連合会 ?? '']: people.chair,
      [people.organizations.学校運営協議会 ?? '']:
        people.seats[Math.min(13, people.seats.length) - 1]?.personId,
      [people.organizations.福祉総務課 ?? '']: people.officer,
    };
    for (const { id, organization_id } of asked)
      await house.must(whose[organization_id] ?? null, 'accept-role', {
        assignmentId: id,
        note: '班長会で確かめました。',
      });
    this.dividing.push(...new Set(asked.map(({ task_id }) => task_id)));
  }

  /** Five tasks of nine are done some meetings later; the others stay open for ever. */
  private async finishTasks(): Promise<void> {
    while (this.dividing.length > 9)
      for (const [n, taskId] of this.dividing.splice(0, 9).entries())
        if (n < 5) await this.house.must(this.people.facilitator, 'finish-task', { taskId });
  }

  /** What residents bring in a month: published, half routed to somebody, and two thirds of those resolved later. */
  private async bringIssues(from: number): Promise<void> {
    const { house, people, voice } = this;
    for (let n = 0; n < issuesAMeeting; n++) {
      house.clock.moveTo(Math.max(house.clock.now(), from + n * 3_600_000));
      const at = this.issues++;
      const { issueId } = await house.must<{ issueId: string }>(null, 'submit-issue', {
        councilId: people.councilId,
        title: `${voice.subject(at)}（${at + 1}）`,
        body: voice.said(at, 200),
        fields: [voice.one(fields, at)],
        lifeStages: [voice.one(lifeStages, at)],
        measure: voice.one(measures, at),
      });
      const screen = (more: object) => house.must(people.secretariat, 'screen-issue', { issueId, ...more });
      // a few wait, or are never published
      if (at % 24 === 23) continue;
      await screen({ verdict: 'publish', checked: true });
      for (let s = 0; s < at % 4; s++)
        await house.must(
          people.seats[(at + s * 7) % people.seats.length]?.personId ?? null,
          'support-issue',
          {
            issueId,
            kind: s === 0 ? 'can' : 'too',
          },
        );
      if (at % 2 === 0) {
        await screen({ verdict: 'route', route: at % 4 === 0 ? 'self' : 'joint' });
        this.working.push(issueId);
      }
    }
    while (this.working.length > 18)
      for (const [n, issueId] of this.working.splice(0, 6).entries())
        if (n % 3 !== 2)
          await house.must(people.facilitator, 'move-issue', {
            issueId,
            to: 'resolved',
            result: '町会で役を分けました。',
          });
  }

  private write(meetingId: string, change: (doc: Y.Doc) => void): Promise<void> {
    return this.house.app.sync.writeAs(`meeting/${meetingId}/agenda`, this.people.recorder, change);
  }
}

/** Three lines to a paragraph. */
function takeNotes(doc: Y.Doc, itemId: string, n: number, words: string): void {
  const notes = notesOf(doc, itemId);
  if (!notes) return;
  const last: unknown = notes.length > 0 ? notes.get(notes.length - 1) : undefined;
  const line: unknown = last instanceof Y.XmlElement ? last.get(0) : undefined;
  if (n % 3 !== 0 && line instanceof Y.XmlText) return line.insert(line.length, words);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  notes.insert(notes.length, [paragraph]);
}

/** 19:00 in Japan of the day on which `at` lies. */
function atSeven(at: number): number {
  return Date.parse(`${dateOf(at)}T19:00:00+09:00`);
}

/** 'YYYY-MM-DD' in Japan. */
export function dateOf(at: number): string {
  return new Date(at + 9 * 3_600_000).toISOString().slice(0, 10);
}
