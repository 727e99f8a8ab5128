import type { Actor } from '../access/subject.ts';
import { cardsOf } from './board.ts';
import { issueById, publishedIssue } from './issue.ts';
import { openAgendas, publishedIssues, waitingIssues } from './issues.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';

/** Every read a page or the API makes, by noun. Each asks the policy itself through access/. */
export function openQueries(db: Db, clock: Clock) {
  return {
    clock: { now: () => clock.now() },
    issues: {
      cards: (councilId: string) => cardsOf(db, councilId),
      published: (councilId: string, page: { limit: number; afterNo: number }) =>
        publishedIssues(db, councilId, page),
      one: (councilId: string, no: number) => publishedIssue(db, councilId, no),
      byId: (actor: Actor, issueId: string) => issueById(db, actor, issueId),
      waiting: (actor: Actor, councilId: string) => waitingIssues(db, actor, councilId),
      openAgendas: (actor: Actor, councilId: string) => openAgendas(db, actor, councilId),
    },
  };
}

export type Queries = ReturnType<typeof openQueries>;
