import type { Role } from '#lib/domain/policy/actions.ts';
import type { PowerNoticeKind } from '#lib/domain/council/power-notices.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { mandateWord } from './roles.ts';

interface Told {
  readonly kind: PowerNoticeKind;
  readonly aboutId: string;
  readonly about: string;
  readonly role: string;
  readonly by: string;
}

/** A notice about powers or an account as one sentence; `me`: the person it is told to. */
export function sayPowerNotice(told: Told, me: string, locale: Locale): string {
  const mine = told.aboutId === me;
  const name = told.about;
  const who = told.by || m.told_by_nobody({}, { locale });
  const role = told.role === '' ? '' : mandateWord(told.role as Role, locale);
  switch (told.kind) {
    case 'given':
      return mine
        ? m.told_given_mine({ who, role }, { locale })
        : m.told_given({ who, name, role }, { locale });
    case 'ended':
      return mine
        ? m.told_ended_mine({ who, role }, { locale })
        : m.told_ended({ who, name, role }, { locale });
    case 'slip_issued':
      return mine ? m.told_slip_mine({ who }, { locale }) : m.told_slip({ who, name }, { locale });
    case 'slip_used':
      return mine ? m.told_slip_used_mine({}, { locale }) : m.told_slip_used({ name }, { locale });
  }
}
