/*
 * That a line to the server is back after it was gone: the server may be another version now. Its own small module, so
 * that pages without live documents do not carry those.
 */

const event = 'yoriai:line-back';

/** Said by a line that answers again. */
export function lineIsBack(): void {
  globalThis.dispatchEvent?.(new Event(event));
}

/** Calls `then` each time a line is back. Answers how to stop. */
export function whenLineIsBack(then: () => void): () => void {
  addEventListener(event, then);
  return () => removeEventListener(event, then);
}
