import * as v from 'valibot';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import {
  announcementHash,
  announcementRefusal,
  lotKinds,
  lotLimits,
  lotSources,
  secretHashOf,
} from '#lib/domain/lots/lot.ts';
import { newId, newSalt } from '../../db/ids.ts';
import { nextLotNo } from '../../records/numbers.ts';
import { councilNamed } from '../council/about-council.ts';
import { command, personOf } from '../define.ts';
import { day, id, line, optionalLine, whole } from '../fields.ts';

/**
 * Announces a draw (LOT1–LOT3): list, kind and the figure to come are fixed by their hash, with the hash of a secret that
 * nobody reads until the draw. There is no seed yet.
 */
export const announceLot = command({
  name: 'announce-lot',
  summary: 'Announces a draw: fixes its list, before there is a seed.',
  input: v.strictObject({
    councilId: id,
    title: line(100),
    kind: v.picklist(lotKinds),
    /** How many are drawn, or how many groups; left out where everybody gets a turn. */
    count: v.optional(whole(1, lotLimits.most)),
    names: v.pipe(v.array(line(lotLimits.letters)), v.maxLength(lotLimits.most)),
    source: v.picklist(lotSources),
    /** What figure of others it will be, and the day they publish it. */
    figure: optionalLine(200),
    on: v.optional(day),
    /** Whether the street reads the draw once it is made. */
    visibility: v.picklist(['open', 'council']),
  }),
  action: 'lot.draw',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const { trx } = ctx;
    const secret = newSalt();
    const announced = {
      title: input.title,
      kind: input.kind,
      count: input.count ?? null,
      names: input.names,
      source: input.source,
      figure: input.source === 'room' ? '' : input.figure,
      on: input.on ?? null,
      secretHash: secretHashOf(secret),
    };
    const wrong = announcementRefusal(announced, ctx.today);
    if (wrong) return wrong;
    const fiscalYear = fiscalYearOf(ctx.today);
    const seq = await nextLotNo(trx, input.councilId, fiscalYear);
    const drawId = newId();
    const hash = announcementHash(announced);
    await trx
      .insertInto('lot_draw')
      .values({
        id: drawId,
        council_id: input.councilId,
        fiscal_year: fiscalYear,
        seq,
        title: announced.title,
        kind: announced.kind,
        drawn_count: announced.count,
        names: JSON.stringify(announced.names),
        source: announced.source,
        figure: announced.figure,
        figure_on: announced.on,
        visibility: input.visibility,
        secret_hash: announced.secretHash,
        list_hash: hash,
        announced_by: personOf(ctx),
        announced_at: ctx.now,
        state: 'announced',
      })
      .execute();
    await trx.insertInto('lot_secret').values({ draw_id: drawId, secret }).execute();
    const no = decisionNumber(fiscalYear, seq);
    await ctx.audit('lot_draw', drawId, { no, names: announced.names.length, hash });
    return { drawId, no, hash };
  },
});
