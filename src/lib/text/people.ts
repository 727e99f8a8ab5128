import { m } from '#lib/paraglide/messages.js';
import type { OrganizationKind } from '#lib/domain/council/organizations.ts';
import type { Power } from '#lib/domain/policy/actions.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { callsByFamilyName } from './customs.ts';

/** Organisations, handed-on powers and greetings in words. */

const kinds = {
  neighborhood_association: m.org_kind_neighborhood_association,
  association_federation: m.org_kind_association_federation,
  pta: m.org_kind_pta,
  school_council: m.org_kind_school_council,
  school: m.org_kind_school,
  welfare_commissioner: m.org_kind_welfare_commissioner,
  social_welfare_council: m.org_kind_social_welfare_council,
  community_support_center: m.org_kind_community_support_center,
  disaster_group: m.org_kind_disaster_group,
  senior_club: m.org_kind_senior_club,
  childcare: m.org_kind_childcare,
  disability_service: m.org_kind_disability_service,
  npo: m.org_kind_npo,
  civic_group: m.org_kind_civic_group,
  student_group: m.org_kind_student_group,
  business: m.org_kind_business,
  open_call: m.org_kind_open_call,
  community_center: m.org_kind_community_center,
  section: m.org_kind_section,
  other: m.org_kind_other,
} satisfies Record<OrganizationKind, unknown>;

/** 町会・自治会, 民生委員・児童委員, 市の所管課 … */
export function organizationKindWord(kind: OrganizationKind, locale: Locale): string {
  return kinds[kind]({}, { locale });
}

const powerWords = {
  roster: { word: m.power_roster, help: m.power_roster_help },
  call: { word: m.power_call, help: m.power_call_help },
  agenda: { word: m.power_agenda, help: m.power_agenda_help },
  record: { word: m.power_record, help: m.power_record_help },
  screen: { word: m.power_screen, help: m.power_screen_help },
  minutes: { word: m.power_minutes, help: m.power_minutes_help },
  publish: { word: m.power_publish, help: m.power_publish_help },
} satisfies Record<Power, unknown>;

/** 名簿, 招集, 次第 …: what the secretariat can hand on (R-HAC-19). */
export function powerWord(power: Power, locale: Locale): string {
  return powerWords[power].word({}, { locale });
}

/** What the power lets somebody do, a sentence. */
export function powerHelp(power: Power, locale: Locale): string {
  return powerWords[power].help({}, { locale });
}

/** How a person is called: the family name where the name has one, the whole name otherwise. */
export function callName(name: string, locale: Locale): string {
  const family = name.trim().split(/[\s　]+/)[0] ?? name;
  // 「グエン・ティ・ホア」 and Latin names keep their whole name
  return callsByFamilyName(locale) && /^[\p{sc=Han}\p{sc=Hira}々]{1,5}$/u.test(family) ? family : name;
}

/** A greeting by the hour of day in Japan (0–23): 今泉さん、おはようございます。 */
export function greeting(name: string, hour: number, locale: Locale): string {
  const say = hour < 4 || hour >= 18 ? m.greeting_evening : hour < 11 ? m.greeting_morning : m.greeting_day;
  return say({ name: callName(name, locale) }, { locale });
}

/** 来場者3: somebody at an open table, by number. */
export function comerWord(n: number, locale: Locale): string {
  return m.open_table_comer({ n }, { locale });
}
