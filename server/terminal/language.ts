import type { Locale } from '#lib/i18n/locale.ts';
import { negotiate } from '#lib/i18n/negotiate.ts';

/** What is read by programs and logs is said in one language, whatever a terminal speaks. */
export const machineLocale: Locale = 'en';

/**
 * The language of a terminal, as its environment asks for it (`LC_ALL` before `LC_MESSAGES` before `LANG`):
 * `ja_JP.UTF-8` is Japanese. Unset, `C` and languages we do not speak: English.
 */
export function terminalLocale(env: NodeJS.ProcessEnv): Locale {
  const asked = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  const [tag = ''] = asked.split(/[.@]/);
  return negotiate(tag.replaceAll('_', '-')) ?? machineLocale;
}
