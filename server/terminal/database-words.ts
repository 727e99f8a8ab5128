import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DatabaseWhy } from '../db/database-fault.ts';

/** Why a database can't be used, for the person who keeps the machine: what happened and what to do. No password is told. */
export function databaseWords(why: DatabaseWhy, locale: Locale): string {
  const o = { locale };
  switch (why.code) {
    case 'bad-url':
      return m.database_bad_url({}, o);
    case 'unreachable':
      return m.database_unreachable({ place: why.place, reason: why.reason }, o);
    case 'lost':
      return m.database_lost({ place: why.place, reason: why.reason }, o);
    case 'password':
      return m.database_password({ place: why.place, name: why.user }, o);
    case 'no-database':
      return m.database_missing({ place: why.place, name: why.database }, o);
    case 'no-rights':
      return m.database_no_rights({ place: why.place, reason: why.reason }, o);
    case 'busy':
      return m.database_busy({ place: why.place, reason: why.reason }, o);
    case 'too-old':
      return m.database_too_old({ place: why.place, num: why.version }, o);
    case 'unfit-encoding':
      return m.database_unfit_encoding({ place: why.place, name: why.encoding }, o);
    case 'read-only':
      return m.database_read_only({ place: why.place }, o);
    case 'newer-schema':
      return m.database_newer({ place: why.place, names: why.names.join(', ') }, o);
    case 'older-schema':
      return m.database_older({ place: why.place }, o);
    case 'strange':
      return m.database_strange({ place: why.place, names: why.names.join(', ') }, o);
    case 'unfit-text':
      return m.database_unfit_text({ names: why.names.join(', ') }, o);
    case 'unfinished-move':
      return m.database_unfinished_move({ place: why.place }, o);
    case 'no-house':
      return m.database_no_house({ place: why.place }, o);
    case 'house-there':
      return m.database_house_there({ place: why.place }, o);
    case 'database-in-use':
      return m.database_in_use({ place: why.place }, o);
    case 'database-full':
      return m.database_full({ place: why.place }, o);
  }
}
