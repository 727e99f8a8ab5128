import { noTimes, Hand, type Times } from '../acts/hand.ts';
import { percentile } from '../figures.ts';
import type { Visitors } from './visitors.ts';

export interface ActFigures {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
}

/** A council at work, one act after the other, `times` each where it can be done often: ms from outside, by act. */
export async function acts(
  port: number,
  visitors: Visitors,
  times: number,
): Promise<Readonly<Record<string, ActFigures>>> {
  const hand = new Hand(port);
  const taken: Record<string, Times> = {};
  const { seats, live, round, draft, councilId, secretariat, issues, inProgress } = visitors;
  const cookieOf = (seat: number) => seats[seat % seats.length]?.cookie ?? '';
  const [chair, facilitator, recorder] = [cookieOf(0), cookieOf(1), cookieOf(2)];
  const act = <R>(cookie: string, command: string, input: object) =>
    hand.must<R>(cookie, command, input, (taken[command] ??= noTimes()));
  const { meetingId } = live;
  try {
    // the first of each kind loads and compiles what it needs
    for (let n = -3; n < times; n++) {
      if (n === 0) for (const command of Object.keys(taken)) delete taken[command];
      const at = n + 3;
      const concern = at >= seats.length ? { choice: 'concern', reason: '月に二度は大変です。' } : {};
      await act(cookieOf(at), 'cast-ballot', { ...round, choice: 'consent', ...concern });
      await act(recorder, 'record-attendance', {
        meetingId,
        seatId: seats[4 + (at % 20)]?.seatId,
        mode: Math.floor(at / 20) % 2 === 0 ? 'online' : 'in_person',
      });
      await act(facilitator, 'set-current-item', { meetingId, itemId: live.items[at % live.items.length] });
      await act(cookieOf(at), 'support-issue', {
        issueId: issues[(at * 7) % issues.length],
        kind: 'too',
      });
      const issueId = inProgress[Math.floor(at / 2) % inProgress.length];
      await act(
        facilitator,
        'move-issue',
        at % 2 === 0
          ? { issueId, to: 'resolved', result: '町会で役を分けました。' }
          : { issueId, to: 'in_progress', route: 'self', reason: 'また困っている方がいます。' },
      );
      const brought = await act<{ issueId: string }>(secretariat, 'submit-issue', {
        councilId,
        title: `街路灯が暗い（試し ${at}）`,
        body: 'どのような様子か、だれが困っているかを、短く書いた文章です。',
      });
      await act(secretariat, 'screen-issue', { issueId: brought.issueId, verdict: 'publish', checked: true });
    }
    await act(facilitator, 'set-current-item', { meetingId, itemId: live.items[0] });
    await act(facilitator, 'close-round', { roundId: round.roundId });
    await act(chair, 'declare-decision', { roundId: round.roundId, title: '見守り', scope: 'district' });
    for (let n = 0; n < 3; n++) {
      const startsAt = Date.now() + (20 + n) * 86_400_000;
      await act(facilitator, 'create-meeting', {
        councilId,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(startsAt + 7_200_000).toISOString(),
        place: '第1集会所',
        kind: 'live',
        visibility: 'open',
      });
    }
    await act(facilitator, 'call-meeting', {
      meetingId: visitors.coming.meetingId,
      urgentReason: '試しの会議です',
    });
    const { textHash } = await act<{ textHash: string }>(recorder, 'circulate-minutes', {
      meetingId: draft,
      dueOn: new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
      signatoryIds: [seats[3]?.personId, seats[4]?.personId],
    });
    for (const seat of [0, 3, 4]) await act(cookieOf(seat), 'sign-minutes', { meetingId: draft, textHash });
    await act(chair, 'seal-minutes', { meetingId: draft, textHash });
    await act(secretariat, 'publish-minutes', { meetingId: draft });
    await act(facilitator, 'close-meeting', { meetingId });
  } finally {
    hand.close();
  }
  return Object.fromEntries(
    Object.entries(taken).map(([name, { ms }]) => [
      name,
      { p50: percentile(ms, 0.5), p95: percentile(ms, 0.95), p99: percentile(ms, 0.99), count: ms.length },
    ]),
  );
}
