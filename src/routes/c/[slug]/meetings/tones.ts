import type { MeetingState } from '#lib/text/meeting.ts';

type Tone = 'now' | 'acc' | 'ok' | 'care' | 'line' | 'plain';

const tones: Readonly<Record<MeetingState, Tone>> = {
  draft: 'line',
  called: 'acc',
  in_session: 'now',
  recess: 'acc',
  closed: 'plain',
  inquorate: 'care',
  cancelled: 'plain',
  postponed: 'care',
};

/** How the state of a meeting is coloured: only what is now wears the accent in full. */
export const toneOf = (state: MeetingState): Tone => tones[state];
