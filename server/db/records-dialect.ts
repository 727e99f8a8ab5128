import type SQLite from 'better-sqlite3';
import {
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type AbortableOperationOptions,
  type CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryResult,
} from 'kysely';
import { Statements } from './statements.ts';
import { Breath } from './breath.ts';
import { Turns } from './turns.ts';

/*
 * records.db through one connection: queries and transactions take turns on it, a transaction has it to itself, and
 * what it has not committed is seen by nobody. A second connection for reads would win nothing: SQLite answers
 * within the call, on the one thread, so that whoever waits, waits for work that has to be done anyway.
 */
export class RecordsDialect extends SqliteDialect {
  private readonly sqlite: SQLite.Database;

  constructor(sqlite: SQLite.Database) {
    super({ database: new Statements(sqlite) });
    this.sqlite = sqlite;
  }

  override createDriver(): Driver {
    return new RecordsDriver(this.sqlite);
  }

  override createAdapter(): DialectAdapter {
    return new RecordsAdapter();
  }
}

class RecordsDriver extends SqliteDriver {
  private readonly sqlite: SQLite.Database;
  private readonly turns = new Turns();
  private readonly breath = new Breath();

  constructor(sqlite: SQLite.Database) {
    super({ database: new Statements(sqlite) });
    this.sqlite = sqlite;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.turns.take();
    return new BreathingConnection(await super.acquireConnection(), this.breath);
  }

  override async releaseConnection(): Promise<void> {
    this.turns.give();
  }

  /**
   * When the disk is full or fails, SQLite has rolled back by itself by the time COMMIT throws. A second rollback
   * would throw, too, and hide what happened.
   */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.sqlite.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** A connection that looks before each statement whether others have waited long enough. */
class BreathingConnection implements DatabaseConnection {
  private readonly inner: DatabaseConnection;
  private readonly breath: Breath;

  constructor(inner: DatabaseConnection, breath: Breath) {
    this.inner = inner;
    this.breath = breath;
  }

  async executeQuery<R>(query: CompiledQuery, options?: AbortableOperationOptions): Promise<QueryResult<R>> {
    await this.breath.take();
    return this.inner.executeQuery(query, options);
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery(query, chunkSize);
  }
}

class RecordsAdapter extends SqliteAdapter {
  /** The driver hands the connection out itself; Kysely's lock stays out of the way. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** SQLite takes back tables like rows: all migrations of a start are one transaction. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
