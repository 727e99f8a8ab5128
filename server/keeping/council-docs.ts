import { parseDocName } from '#lib/doc/names.ts';
import type { OwnIds } from '../db/lone-council.ts';

/** Whether a live document is the council's to which these ids belong. */
export function isCouncilDoc({ slug, meetings, issues, consultations }: OwnIds, docName: string): boolean {
  const named = parseDocName(docName);
  switch (named?.kind) {
    case 'agenda':
    case 'minutes':
    case 'floor':
    case 'closed':
    case 'compiled':
      return meetings.has(named.meetingId);
    case 'board':
    case 'canvas':
      return named.slug === slug;
    case 'body':
      return issues.has(named.issueId);
    case 'draft':
      return consultations.has(named.consultationId);
    case undefined:
      return false;
  }
}
