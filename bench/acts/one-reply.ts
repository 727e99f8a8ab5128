import { pause } from '../sync/crowd.ts';
import type { City } from './city.ts';
import { Hand } from './hand.ts';
import { Phones } from './phones.ts';
import { serveCopy } from './probed.ts';
import { InSession } from './in-session.ts';

/** What one reply sends to a phone that shows the floor, bytes, by the council whose item 0 is decided. */
export async function bytesOfOneReply(city: City, council: number): Promise<number> {
  const table = city.tables[council];
  if (!table) throw new Error(`the city has no council ${council}`);
  const served = await serveCopy(city.folder);
  const hand = new Hand(served.port);
  const phone = await Phones.sit(served.port, [
    { doc: `meeting/${table.meetingId}/floor`, cookie: table.seats[24]?.cookie ?? '' },
  ]);
  /** Waits until nothing more comes; what has come so far. */
  const arrived = async () => {
    let { bytes } = await phone.heard();
    for (let still = 0; still < 5;) {
      await pause(50);
      const now = (await phone.heard()).bytes;
      still = now === bytes ? still + 1 : 0;
      bytes = now;
    }
    return bytes;
  };
  try {
    const council = new InSession(hand, table);
    const round = await council.openRound(0);
    const before = await arrived();
    const replies = 20;
    for (let n = 0; n < replies; n++) {
      await council.reply(round, n);
      await arrived();
    }
    return ((await arrived()) - before) / replies;
  } finally {
    await phone.leave();
    hand.close();
    await served.dispose();
  }
}
