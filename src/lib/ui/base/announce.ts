/**
 * Says something to the ear through the live regions of the root layout. Polite waits for a pause;
 * assertive interrupts and is kept for the result sentence and a lost quorum. Does nothing on the server.
 */
export type Urgency = 'polite' | 'assertive';

export const liveRegionId = (urgency: Urgency) => `live-${urgency}`;

export function announce(text: string, urgency: Urgency = 'polite'): void {
  if (typeof document === 'undefined') return;
  const region = document.getElementById(liveRegionId(urgency));
  if (!region) return;
  region.textContent = '';
  // the same sentence twice is only spoken when the region was empty in between
  requestAnimationFrame(() => (region.textContent = text));
}
