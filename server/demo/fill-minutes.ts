import * as Y from 'yjs';
import { readMinutes, sectionText } from '#lib/doc/minutes.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import type { Stage } from './stage.ts';

/** The recorder goes over the grown draft: words for the sections that notes left empty. */
export async function editMinutes(
  stage: Stage,
  meetingId: string,
  words: Readonly<Record<string, string>>,
): Promise<void> {
  await stage.write('recorder', minutesDoc(meetingId), (doc) => {
    for (const section of readMinutes(doc)) {
      const body = sectionText(doc, section.id, 'body');
      if (body instanceof Y.Text && section.body === '') body.insert(0, words[section.heading] ?? '');
    }
  });
}

/** Sends the draft round; returns the hash that is signed. */
export async function circulate(
  stage: Stage,
  meetingId: string,
  dueDay: number,
  signatories: readonly number[],
): Promise<string> {
  const { textHash } = await stage.act<{ textHash: string }>('recorder', 'circulate-minutes', {
    meetingId,
    dueOn: stage.day(dueDay),
    signatoryIds: signatories.map((no) => stage.person(`member${no}`)),
  });
  return textHash;
}
