import { databaseIn, shownUrl } from './database-url.ts';

/** What is wrong with a database; the sentences are in server/terminal/database-words.ts. `place`: without its password. */
export type DatabaseWhy =
  | { readonly code: 'bad-url' }
  /** Nobody answers there, or no longer does. */
  | { readonly code: 'unreachable' | 'lost'; readonly place: string; readonly reason: string }
  | { readonly code: 'password'; readonly place: string; readonly user: string }
  | { readonly code: 'no-database'; readonly place: string; readonly database: string }
  | { readonly code: 'no-rights' | 'busy'; readonly place: string; readonly reason: string }
  | { readonly code: 'too-old'; readonly place: string; readonly version: string }
  /** `names`: migrations, or tables. */
  | {
      readonly code: 'newer-schema' | 'strange' | 'unfit-text';
      readonly place: string;
      readonly names: readonly string[];
    }
  /** Of an earlier version; a house that was not moved to its end; without a house; with one; without room. */
  | {
      readonly code: 'older-schema' | 'unfinished-move' | 'no-house' | 'house-there' | 'database-full';
      readonly place: string;
    }
  /** Not made for every sign there is; a copy from which can only be read. */
  | { readonly code: 'unfit-encoding'; readonly place: string; readonly encoding: string }
  | { readonly code: 'read-only'; readonly place: string }
  /** Servers, or another move. */
  | { readonly code: 'database-in-use'; readonly place: string };

/**
 * Exit code of a process that can't start for it: 2 a setting is wrong, 65 what lies there is not to be written into, 75
 * starting again later is right (contracts §1). A verb of the terminal ends with 2.
 */
const exitCodes: Readonly<Record<DatabaseWhy['code'], number>> = {
  'bad-url': 2,
  password: 2,
  'no-database': 2,
  'no-rights': 2,
  'too-old': 2,
  strange: 65,
  'unfinished-move': 65,
  'newer-schema': 1,
  'older-schema': 1,
  'no-house': 1,
  'house-there': 1,
  'unfit-text': 1,
  'unfit-encoding': 2,
  'read-only': 75,
  'database-in-use': 75,
  'database-full': 75,
  unreachable: 75,
  lost: 75,
  busy: 75,
};

/** A database that can't be used: what is wrong, and the exit code of the process. */
export class DatabaseFault extends Error {
  readonly why: DatabaseWhy;
  readonly exitCode: number;
  constructor(why: DatabaseWhy) {
    super(`database: ${JSON.stringify(why)}`);
    this.why = why;
    this.exitCode = exitCodes[why.code];
  }
}

/**
 * What an error of the driver or of PostgreSQL says of the database, for the person who keeps the machine; undefined
 * where it says nothing of it. `connected`: whether it had answered before.
 */
export function databaseFault(error: unknown, url: string, connected = false): DatabaseFault | undefined {
  if (error instanceof DatabaseFault) return error;
  const named = databaseIn(url);
  if (!named) return new DatabaseFault({ code: 'bad-url' });
  const place = shownUrl(url);
  const { code, reason } = saidBy(error);
  // SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
  if (/^28/.test(code)) return new DatabaseFault({ code: 'password', place, user: named.user });
  if (/SASL|password must be a string/.test(reason) && code === '')
    return new DatabaseFault({ code: 'password', place, user: named.user });
  if (code === '3D000') return new DatabaseFault({ code: 'no-database', place, database: named.database });
  if (code === '42501') return new DatabaseFault({ code: 'no-rights', place, reason });
  if (code === '53300') return new DatabaseFault({ code: 'busy', place, reason });
  if (code === '53100') return new DatabaseFault({ code: 'database-full', place });
  if (isLine(code, reason, connected))
    return new DatabaseFault({ code: connected ? 'lost' : 'unreachable', place, reason: code || reason });
  return undefined;
}

/** Nobody answered, or whoever did has gone: stopping, starting, or a line that broke. */
function isLine(code: string, reason: string, connected: boolean): boolean {
  return (
    /^(08|57P0)/.test(code) ||
    /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)/.test(code) ||
    // of a socket; later it is a file of this machine
    (!connected && /^(ENOENT|EACCES)/.test(code)) ||
    // what is shown of the other side's certificate is not believed
    /^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|ERR_TLS_|EPROTO)/.test(code) ||
    /Connection terminated|timeout expired|Client has encountered a connection error|server does not support SSL/i.test(
      reason,
    )
  );
}

function saidBy(error: unknown): { code: string; reason: string } {
  // where a name has several addresses, each has its own error
  const one = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message = String(one) } = (one ?? {}) as { code?: unknown; message?: string };
  return { code: typeof code === 'string' ? code : '', reason: message };
}
