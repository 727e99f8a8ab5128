/**
 * `yoriai invite-council NAME [--days N]`: a slip with which one council is founded, also the second one of a house.
 * `--list` shows the slips that still open, `NAME --take-back` ends one. Whoever has this terminal keeps the machine; no
 * page gives this right. May run beside a server, which serves the links.
 */
import {
  inviteCouncil,
  openCouncilSlips,
  takeBackCouncilSlip,
  type CouncilSlip,
} from '../commands/council/setup-link.ts';
import { readConfig } from '../config.ts';
import { readCall } from './call.ts';
import { faultAnswer } from './fault-words.ts';
import { namedHouse } from './folder.ts';
import type { InvitedAnswer } from './invited-words.ts';
import { WrongCallError, type Print } from './verb.ts';
import { withRecords } from './with-records.ts';

const usage = 'invite-council NAME [--days N] | --list | NAME --take-back [--data DIR]';
/** Slips go out on paper. */
const usualDays = 30;
const mostDays = 365;
const longestName = 80;

/** Exit code: 0 done, 2 nothing was (no data folder, or one of another version; no such slip). */
export async function inviteCouncilCommand(args: string[], print: Print): Promise<number> {
  try {
    const { values, positionals } = readCall(usage, args, {
      data: { type: 'string' },
      days: { type: 'string' },
      list: { type: 'boolean' },
      'take-back': { type: 'boolean' },
    });
    const house = namedHouse(values.data);
    const config = readConfig(process.env);
    const name = nameIn(positionals);
    const days = daysIn(values.days);
    const back = values['take-back'] ?? false;
    const one = values.list ? name === null && !back : name !== null && name !== undefined;
    if (!one || name === undefined || days === undefined || 'faults' in config)
      throw new WrongCallError({ code: 'usage', usage });
    if (values.days !== undefined && (values.list || back))
      throw new WrongCallError({ code: 'usage', usage });
    const origin = config.origin ?? `http://localhost:${config.port}`;
    const now = Date.now();
    const answer = await withRecords(house, async (db): Promise<InvitedAnswer> => {
      if (name === null) return { slips: (await openCouncilSlips(db, now)).map(said) };
      return db.transaction().execute(async (trx) => {
        if (!back) {
          const { token, ...slip } = await inviteCouncil(trx, name, days, now);
          return { invited: { ...said(slip), url: `${origin}/join/${token}` } };
        }
        if (!(await takeBackCouncilSlip(trx, name, now))) throw new WrongCallError({ code: 'no-slip', name });
        return { tookBack: name };
      });
    });
    print(answer);
    return 0;
  } catch (error) {
    print(faultAnswer('no-link', error));
    return 2;
  }
}

/** Null: none was given; undefined: not one. */
function nameIn(positionals: readonly string[]): string | null | undefined {
  const [given] = positionals;
  if (given === undefined) return null;
  const name = given.normalize('NFKC').trim();
  return positionals.length === 1 && name !== '' && [...name].length <= longestName ? name : undefined;
}

function daysIn(given: string | undefined): number | undefined {
  if (given === undefined) return usualDays;
  const days = Number(given);
  return Number.isInteger(days) && days >= 1 && days <= mostDays ? days : undefined;
}

function said({ council, createdAt, expiresAt }: CouncilSlip) {
  return {
    council,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
