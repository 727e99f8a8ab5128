/*
 * Tabs of one browser tell each other that something was done: a page that shows a person's own answer asks for it anew.
 * Pages without script hear it through static/forms.js.
 */

const channelName = 'yoriai:acts';

/** Which tab says it: one does not hear itself. */
const ownMark = () => String(performance.timeOrigin);

/** Says to the other tabs of this browser that an act was done here. */
export function tellOtherTabs(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(ownMark());
  channel.close();
}

/** Hears of acts in other tabs until the answer is called. */
export function hearOtherTabs(acted: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }) => data !== ownMark() && acted();
  return () => channel.close();
}
