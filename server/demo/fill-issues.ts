import type { SampleIssue } from './issues.ts';
import { unscreenedIssue } from './issues.ts';
import type { Scene } from './scenes.ts';
import type { Stage } from './stage.ts';

/** What happens to an issue outside the meetings: brought, published, routed, resolved. */
export function issueScenes(stage: Stage, issue: SampleIssue, ids: Map<number, string>): Scene[] {
  const id = () => {
    const known = ids.get(issue.no);
    if (known === undefined) throw new Error(`issue ${issue.no} has not been brought yet`);
    return known;
  };
  const bring: Scene = {
    day: issue.submittedDay,
    time: '09:20',
    play: async () => {
      const { issueId } = await stage.act<{ issueId: string }>(issue.by ?? null, 'submit-issue', {
        councilId: stage.councilId,
        title: issue.title,
        body: issue.body,
        place: issue.place ?? '',
        fields: issue.fields,
        lifeStages: issue.lifeStages,
        measure: issue.measure,
        submittedVia: issue.via,
        onBehalf: issue.onBehalf ?? false,
      });
      ids.set(issue.no, issueId);
    },
  };
  const publish: Scene = {
    day: issue.publishedDay,
    time: '15:40',
    play: async () => {
      const input = { issueId: id(), verdict: 'publish', route: issue.route };
      await stage.act('secretariat', 'screen-issue', input);
    },
  };
  const moves = issue.moves.map((move): Scene => ({
    day: move.day,
    time: '17:10',
    play: async () => {
      if (move.to === 'in_progress')
        await stage.act(move.by, 'screen-issue', {
          issueId: id(),
          verdict: 'route',
          route: move.route,
          reason: move.reason ?? '',
          ...(move.lead && { leadOrganizationId: stage.organization(move.lead) }),
        });
      else
        await stage.act(move.by, 'move-issue', {
          issueId: id(),
          to: move.to,
          route: move.route,
          result: move.result ?? '',
        });
    },
  }));
  return [bring, publish, ...moves];
}

/** One that waits for screening, with a telephone number in it. */
export function unscreenedScene(stage: Stage): Scene {
  return {
    day: -1,
    time: '20:15',
    play: async () => {
      await stage.act(null, 'submit-issue', { councilId: stage.councilId, ...unscreenedIssue });
    },
  };
}
