import { isRefusal } from '#lib/domain/refusal.ts';
import { recordLocale } from '#lib/i18n/locale.ts';
import { buildApp, type App } from '../app.ts';
import { MovableClock } from '../clock.ts';
import { newId } from '../db/ids.ts';
import { withoutSyncs } from '../db/open.ts';

/** Where people live through years in minutes: an App without HTTP, whose clock can be moved. */
export interface SeedHouse {
  readonly app: Pick<App, 'db' | 'sync'>;
  readonly clock: Pick<MovableClock, 'now' | 'moveTo'>;
  /** Runs a command as a person (null: the street). A refusal is a fault of what is played, and throws. */
  must<R = Record<string, unknown>>(personId: string | null, command: string, input: object): Promise<R>;
}

export interface OpenSeedHouse extends SeedHouse {
  readonly app: App;
  close(): Promise<void>;
}

const noLimit = 1_000_000_000;

/** Opens a new folder. Nobody relies on it before it is closed, so that nothing waits for the disk. */
export async function openSeedHouse(dataDir: string): Promise<OpenSeedHouse> {
  const app = await buildApp({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    origin: undefined,
    trustProxy: '',
    logLevel: 'silent',
    sync: { ratePerSecond: noLimit, documentPerMinute: noLimit, perAddress: noLimit, total: noLimit },
    // what residents bring in ten years comes within an hour here
    street: { submitPerAddress: noLimit, submitPerLink: noLimit, lookupPerAddress: noLimit },
    backups: { hour: 3, keep: 0 },
    // a clock that moves
    demo: true,
    demoDate: undefined,
  });
  await withoutSyncs(app.db);
  const clock = app.clock as MovableClock;
  return {
    app,
    clock,
    async must<R>(personId: string | null, command: string, input: object) {
      const actor = { personId, sessionId: null, address: '127.0.0.1', locale: recordLocale } as const;
      const ran = await app.act(command, input, actor, newId());
      if (isRefusal(ran)) throw new Error(`${command} was refused: ${JSON.stringify(ran)}`);
      return ran.result as R;
    },
    close: () => app.close(),
  };
}
