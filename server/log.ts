import pino, { type Logger } from 'pino';

/*
 * The log is read by whoever keeps the machine, and lies about in files: it says what went wrong and where, never who
 * asked, from where, or what was written. An error is the one thing that could carry such words along; of it stays its
 * kind, its code, where it came from, and its message where that is one of ours.
 */

export type { Logger } from 'pino';

export function openLog(level: string): Logger {
  return pino({ level, base: null, serializers: { err: plainError } });
}

interface PlainError {
  readonly type: string;
  readonly code?: string | number;
  readonly message?: string;
  /** Where it was thrown: file and line, one a line. */
  readonly stack?: string;
  readonly cause?: PlainError;
}

/** An error without anything that somebody has entered. */
export function plainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(repeatsInput(error) ? {} : { message: error.message.replace(quoted, '…') }),
    stack: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: plainError(error.cause) }),
  };
}

/** What stands in quotes may be a value; our own sentences quote nothing. */
const quoted = /"[^"]*"|'[^']*'|`[^`]*`/g;

/** What could not be read, and what is not of its schema, is told with a piece of itself. */
function repeatsInput(error: Error): boolean {
  return error instanceof SyntaxError || error.name === 'ValiError';
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at \S.*$/.test(line))
    .map((line) => line.trim())
    .join('\n');
}
