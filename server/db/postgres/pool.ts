import { Pool, types } from 'pg';

/*
 * Connections to PostgreSQL, so that nothing waits for ever: a statement, a lock and a transaction in which nothing
 * happens each end by themselves, on the server, and whoever asks a server that has gone silent gives up, too.
 */

/** ms */
const limits = {
  /** A page, an export, an act's dearest statement: seconds at the most. */
  statement: 30_000,
  /** An act waits for the acts of its council before it, each some ms; longer than a stuck one is let live. */
  lock: 8_000,
  /** Inside a transaction nothing is awaited but queries: who is silent for so long is frozen or cut off. */
  silentTransaction: 5_000,
  /** Until a connection is there or one of ours is free. */
  connection: 10_000,
  /** So much longer than the server itself lets a statement run: then it is not there any more. */
  answer: 5_000,
  /** A connection nobody needs is given back. */
  idle: 30_000,
} as const;

export interface PoolUse {
  /** So many connections at the most. */
  readonly most: number;
  /** What the server lists them as, beside the name of the program. */
  readonly name: string;
  /** A connection that nobody was using broke. */
  readonly onLost?: (error: Error) => void;
  /** ms a statement may take, where that is less than usual. */
  readonly within?: number;
  /**
   * Everything that is asked is found by an index of its own rows: so it is looked for, whatever the tables looked like when
   * the plan was made.
   */
  readonly byIndex?: true;
  /** Statements that change tables take as long as they take: without limits, but for the connection. */
  readonly patient?: true;
}

/**
 * What is told as recorded is on the disk, whatever the database says for others (I1). No statement is so dear that compiling
 * it would pay: one that was only thought so took 350 ms instead of one.
 */
const always = ['synchronous_commit=on', 'default_transaction_isolation=read\\ committed', 'jit=off'];

const plansByIndex = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'plan_cache_mode=force_generic_plan',
];

/** Opens a pool on the database of `url` (postgres://…); it connects when it is first asked. */
export function openPool(url: string, { most, name, onLost, patient, within, byIndex }: PoolUse): Pool {
  const statement = within ?? limits.statement;
  const pool = new Pool({
    connectionString: url,
    application_name: `yoriai ${name}`,
    max: most,
    connectionTimeoutMillis: limits.connection,
    idleTimeoutMillis: limits.idle,
    keepAlive: true,
    options: [...always, ...(byIndex ? plansByIndex : [])].map((setting) => `-c ${setting}`).join(' '),
    types: { getTypeParser: parserOf },
    ...(patient
      ? {}
      : {
          statement_timeout: statement,
          lock_timeout: Math.min(limits.lock, statement),
          idle_in_transaction_session_timeout: limits.silentTransaction,
          query_timeout: statement + limits.answer,
        }),
  });
  // without a listener a broken connection would end the process: one that is idle, and one between two statements, of
  // which whoever holds it hears with the next
  pool.on('error', (error) => onLost?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** 64-bit integers are numbers here as in SQLite; what does not fit into one is not ours and throws. */
function wholeNumber(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError('an integer is too large for a number');
  return n;
}

const parserOf: typeof types.getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === (types.builtins.INT8 as number) && format !== 'binary'
    ? wholeNumber
    : (types.getTypeParser as (oid: number, format?: string) => unknown)(oid, format)) as never;
