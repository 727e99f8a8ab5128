/*
 * Names of the live documents (contracts §4, docs/documents.md): built and taken apart here and nowhere else.
 */

/** What a name says: the kind of document and what it belongs to. */
export type NamedDoc =
  | { readonly kind: 'agenda' | 'minutes' | 'floor' | 'compiled'; readonly meetingId: string }
  | { readonly kind: 'closed'; readonly meetingId: string; readonly itemId: string }
  | { readonly kind: 'board' | 'canvas'; readonly slug: string }
  | { readonly kind: 'body'; readonly issueId: string }
  | { readonly kind: 'draft'; readonly consultationId: string };

/** The live order of the day of a meeting, with notes and proposal drafts. */
export function agendaDoc(meetingId: string): string {
  return `meeting/${meetingId}/agenda`;
}

/** The draft of a meeting's minutes. */
export function minutesDoc(meetingId: string): string {
  return `meeting/${meetingId}/minutes`;
}

/** The mirror of a meeting's acts. */
export function floorDoc(meetingId: string): string {
  return `meeting/${meetingId}/floor`;
}

/** The answers of a written meeting, grouped and summed up. */
export function compiledDoc(meetingId: string): string {
  return `meeting/${meetingId}/compiled`;
}

/** The words of a closed item, which residents and observers can't open. */
export function closedItemDoc(meetingId: string, itemId: string): string {
  return `meeting/${meetingId}/closed/${itemId}`;
}

/** The mirror of a council's board. */
export function boardDoc(slug: string): string {
  return `council/${slug}/board`;
}

/** A council's canvas of issues and notes. */
export function canvasDoc(slug: string): string {
  return `council/${slug}/canvas`;
}

/** The words of an issue as they are worked on. */
export function issueBodyDoc(issueId: string): string {
  return `issue/${issueId}/body`;
}

/** The draft of a reply to a consultation. */
export function reportDoc(consultationId: string): string {
  return `consultation/${consultationId}/draft`;
}

/** Takes a name apart; null for what is the name of no document. */
export function parseDocName(docName: string): NamedDoc | null {
  const [noun, id, part, sub, ...more] = docName.split('/');
  if (!id || part === undefined || more.length > 0) return null;
  if (sub !== undefined)
    return noun === 'meeting' && part === 'closed' ? { kind: 'closed', meetingId: id, itemId: sub } : null;
  if (
    noun === 'meeting' &&
    (part === 'agenda' || part === 'minutes' || part === 'floor' || part === 'compiled')
  )
    return { kind: part, meetingId: id };
  if (noun === 'council' && (part === 'board' || part === 'canvas')) return { kind: part, slug: id };
  if (noun === 'consultation' && part === 'draft') return { kind: part, consultationId: id };
  return noun === 'issue' && part === 'body' ? { kind: 'body', issueId: id } : null;
}
