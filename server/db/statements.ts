import type SQLite from 'better-sqlite3';

/** So many prepared statements are kept; the one used longest ago goes first. */
const most = 500;

/**
 * A database whose statements are prepared once: the same few hundred texts come again and again, and preparing costs as
 * much as a small query. Results are read whole (no query is streamed), so a statement is never asked twice at once.
 */
export class Statements {
  private readonly sqlite: SQLite.Database;
  private readonly prepared = new Map<string, SQLite.Statement>();

  constructor(sqlite: SQLite.Database) {
    this.sqlite = sqlite;
  }

  prepare(sql: string): SQLite.Statement {
    let statement = this.prepared.get(sql);
    if (statement) this.prepared.delete(sql);
    else {
      statement = this.sqlite.prepare(sql);
      const [oldest] = this.prepared.keys();
      if (this.prepared.size >= most && oldest !== undefined) this.prepared.delete(oldest);
    }
    this.prepared.set(sql, statement);
    return statement;
  }

  close(): void {
    this.prepared.clear();
    this.sqlite.close();
  }
}
