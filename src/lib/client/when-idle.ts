/**
 * Runs `work` when the page has drawn itself and waits for nothing, after 1 s at the latest. What fails is reported as
 * an unhandled rejection. Returns how to call it off.
 */
export function whenIdle(work: () => Promise<void>): () => void {
  if (typeof requestIdleCallback === 'function') {
    const asked = requestIdleCallback(() => void work(), { timeout: 1000 });
    return () => cancelIdleCallback(asked);
  }
  // Safari has no such call
  const timer = setTimeout(() => void work(), 200);
  return () => clearTimeout(timer);
}
