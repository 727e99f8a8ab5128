import type { OwnDatabase } from '#tests/fixtures/engines.ts';
import { houseDatabase } from '#tests/fixtures/house-database.ts';
import { PostgresDocLog } from '../postgres-doc-log.ts';

/** A log in a database of its own, which goes when it is closed. */
export async function openLoneLog(): Promise<PostgresDocLog> {
  return new LoneLog(await houseDatabase());
}

class LoneLog extends PostgresDocLog {
  private readonly database: OwnDatabase;

  constructor(database: OwnDatabase) {
    super(database.url);
    this.database = database;
  }

  override async close(): Promise<void> {
    await super.close();
    await this.database.drop();
  }
}
