import { parseArgs } from 'node:util';
import { serverNames, type ServerName } from './servers.ts';

export interface Options {
  /** rows to run */
  readonly only: readonly string[];
  readonly servers: readonly ServerName[];
  /** shorter windows, one round, smaller histories: to see whether it runs, not to be quoted */
  readonly quick: boolean;
  /** how often the servers take turns within a row */
  readonly rounds: number;
  /** kill -9 per server */
  readonly kills: number;
  /** hostile frames for our server; the peers get 2,000 */
  readonly frames: number;
  /** folder for CPU profiles of the servers */
  readonly profile: string | undefined;
}

/** The options of the command line. Ends the process with 2 when one is unknown. */
export function optionsFrom(args: readonly string[], rows: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', default: rows.join(',') },
        servers: { type: 'string', default: serverNames.join(',') },
        quick: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        kills: { type: 'string' },
        frames: { type: 'string', default: '100000' },
        profile: { type: 'string' },
      },
    });
    const only = values.only.split(',');
    const servers = values.servers.split(',');
    for (const name of only) if (!rows.includes(name)) throw new Error(`no row ${name}; rows: ${rows}`);
    for (const name of servers)
      if (!(serverNames as readonly string[]).includes(name))
        throw new Error(`no server ${name}; servers: ${serverNames}`);
    return {
      only,
      servers: serverNames.filter((name) => servers.includes(name)),
      quick: values.quick,
      rounds: Number(values.rounds ?? (values.quick ? 1 : 2)),
      kills: Number(values.kills ?? (values.quick ? 2 : 5)),
      frames: Number(values.frames),
      profile: values.profile,
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
