/** The languages facts are said in; every function of this folder takes one, last. */
export type { Locale } from '#lib/paraglide/runtime.js';
