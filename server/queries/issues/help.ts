import { helpMoves, type HelpState } from '#lib/domain/issues/help.ts';
import { shownCode } from '#lib/domain/typed-code.ts';
import { readsHelp } from '../../access/help.ts';
import type { HelpRequest } from '../../access/receipt.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';

/** One answer to a private request; `at`: ms since 1970 UTC. */
export interface HelpReply {
  readonly at: number;
  readonly reply: string;
}

/** Answers to these requests by their ids, the latest last; one from before they were kept one by one stands alone. */
export async function repliesOf(
  db: Db,
  requests: readonly Pick<HelpRequest, 'id' | 'reply' | 'moved_at'>[],
): Promise<ReadonlyMap<string, readonly HelpReply[]>> {
  if (requests.length === 0) return new Map();
  const rows = await db
    .selectFrom('help_reply')
    .select(['request_id', 'at', 'reply'])
    .where(
      'request_id',
      'in',
      requests.map(({ id }) => id),
    )
    .orderBy('at')
    .orderBy('id')
    .execute();
  return new Map(
    requests.map(({ id, reply, moved_at }) => {
      const said = rows
        .filter((row) => row.request_id === id)
        .map((row) => ({ at: row.at, reply: row.reply }));
      return [id, said.length > 0 || reply === '' ? said : [{ at: moved_at, reply }]];
    }),
  );
}

/** A request on the private path, for the secretariat alone. */
export interface HelpView {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly body: string;
  readonly contact: string;
  readonly via: HelpRequest['submitted_via'];
  readonly enteredBy: string;
  readonly submittedAt: number;
  readonly state: HelpState;
  /** The latest answer; '' before there is one. */
  readonly reply: string;
  /** What was said so far, the latest last. */
  readonly replies: readonly HelpReply[];
  readonly movedAt: number;
  readonly movedBy: string;
  readonly moves: readonly HelpState[];
}

/** Requests of a council, those that wait first, then by age; null for everybody but the secretariat. */
export async function helpRequests(db: Db, actor: Actor, councilId: string): Promise<HelpView[] | null> {
  if (!(await readsHelp(db, actor, councilId))) return null;
  const rows = await db
    .selectFrom('help_request')
    .leftJoin('person as typist', 'typist.id', 'help_request.entered_by')
    .leftJoin('person as mover', 'mover.id', 'help_request.moved_by')
    .selectAll('help_request')
    .select(['typist.display_name as typist', 'mover.display_name as mover'])
    .where('help_request.council_id', '=', councilId)
    .orderBy('help_request.submitted_at')
    .execute();
  const replies = await repliesOf(db, rows);
  const rank: Record<HelpState, number> = { received: 0, talking: 1, handed_on: 2, closed: 3 };
  return rows
    .sort((a, b) => rank[a.state] - rank[b.state])
    .map((row) => ({
      id: row.id,
      code: shownCode(row.receipt_code),
      title: row.title,
      body: row.body,
      contact: row.contact,
      via: row.submitted_via,
      enteredBy: row.typist ?? '',
      submittedAt: row.submitted_at,
      state: row.state,
      reply: row.reply,
      replies: replies.get(row.id) ?? [],
      movedAt: row.moved_at,
      movedBy: row.mover ?? '',
      moves: helpMoves(row.state),
    }));
}
