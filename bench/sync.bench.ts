import { installPeers } from './sync/peers.ts';
import { optionsFrom } from './sync/options.ts';
import { Stage } from './sync/stage.ts';
import { print } from './sync/table.ts';
import { back } from './sync/rows/back.ts';
import { hostile } from './sync/rows/hostile.ts';
import { idle } from './sync/rows/idle.ts';
import { kills } from './sync/rows/kills.ts';
import { long } from './sync/rows/long.ts';
import { rooms } from './sync/rows/rooms.ts';
import { saturation } from './sync/rows/saturation.ts';
import { stalled } from './sync/rows/stalled.ts';

/*
 * The live documents under load, side by side with the published servers and with a plain relay:
 * `npm run bench -- sync [--only ROW,…] [--servers NAME,…] [--quick] [--rounds N] [--kills N] [--frames N] [--profile FOLDER]`.
 */
const rows = [kills, rooms, saturation, idle, long, back, stalled, hostile];

export async function bench(args: readonly string[]): Promise<object> {
  const options = optionsFrom(
    args,
    rows.map(({ name }) => name),
  );
  installPeers(options.servers);
  const stage = await Stage.open(options);
  try {
    const results = [];
    for (const row of rows) {
      if (!options.only.includes(row.name)) continue;
      console.log(`\n${row.name}: ${row.title}`);
      const result = await row.run(stage);
      results.push({ name: row.name, ...result });
    }
    print(results, options.servers);
    const figures = Object.fromEntries(results.map(({ name, figures: found }) => [name, found]));
    return { ...stage.conditions(), figures };
  } finally {
    await stage.close();
  }
}
