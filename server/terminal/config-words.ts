import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ConfigFault, Must } from '../config.ts';

/** What is wrong with the configuration: a heading, then one line for each fault. */
export function configWords(faults: readonly ConfigFault[], locale: Locale): string[] {
  return [m.config_faults({}, { locale }), ...faults.map((fault) => `  ${faultWords(fault, locale)}`)];
}

function faultWords(fault: ConfigFault, locale: Locale): string {
  const o = { locale };
  if ('argument' in fault) return m.config_argument({ name: fault.argument }, o);
  if (!('value' in fault))
    return fault.must.be === 'with-demo' ? m.config_demo_date({}, o) : m.config_database_demo({}, o);
  const { setting: name, value } = fault;
  return m.config_fault({ name, text: JSON.stringify(value), what: mustWords(fault.must, locale) }, o);
}

function mustWords(must: Must, locale: Locale): string {
  const o = { locale };
  switch (must.be) {
    case 'number':
      return m.config_must_number({ from: must.min, to: must.max }, o);
    case 'level':
      return m.config_must_level({ names: must.of.join(', ') }, o);
    case 'text':
      return m.config_must_text({}, o);
    case 'origin':
      return m.config_must_origin({}, o);
    case 'database':
      return m.config_must_database({}, o);
    case 'redis':
      return m.config_must_redis({}, o);
    case 'proxies':
      return m.config_must_proxies({}, o);
    case 'token':
      return m.config_must_token({}, o);
    case 'day':
      return m.config_must_day({}, o);
  }
}
