/** Limits of the live documents (contracts §4). Bytes unless the name says otherwise; times in ms. */
export const limits = {
  /** one frame, both directions of thought: what a client may send */
  frame: 1_048_576,
  /** a document's encoded state: a warning in the log */
  documentWarn: 2 * 1_048_576,
  /** … and the end: updates that grow it are answered with 4413 */
  documentHard: 8 * 1_048_576,
  /** bytes of updates one document takes a minute from everybody together */
  documentPerMinute: 2 * 1_048_576,
  /** one person's awareness state as JSON */
  awarenessState: 1024,
  /** how often a second one socket's awareness state is shown anew; the last one always is */
  awarenessPerSecond: 5,
  /** awareness states per document; more people are there, but not drawn */
  awarenessPeople: 200,
  /** longest document name */
  docName: 200,
  /** structs in one update */
  structs: 50_000,
  /** delete ranges in one update that delete something not yet deleted */
  deleteRanges: 10_000,
  /** delete ranges in one update, those already known included */
  deleteRangesAll: 100_000,
  /** writers named in one update */
  writers: 4_096,
  /** length of collected or deleted structs in one update */
  gone: 1_000_000,
  /** how far the clock of one clientID may run */
  clock: 2 ** 31 - 1,
  /** nesting of shared types, and of plain values inside one */
  depth: 32,
  /** root types of a document, and the length of their names and of map keys */
  roots: 64,
  key: 256,
  /** bytes of unread output at which a socket stops being sent updates and is caught up later */
  unread: 1_048_576,
  /** a socket that has not read for so long is closed 1013 */
  stalled: 30_000,
  /** a socket over its rate for so long is closed 1013 */
  throttled: 5_000,
  /** the server speaks at least this often, else stock clients take the line for dead */
  silence: 20_000,
} as const;
