import { defineCustomClientStrategy } from '#lib/paraglide/runtime.js';
import { offerWebFont } from '#lib/ui/webfont.ts';

/* The page speaks the language the server wrote it in, and takes its face only when nothing waits. */

defineCustomClientStrategy('custom-negotiate', {
  getLocale: () => document.documentElement.lang,
  setLocale: () => {},
});

addEventListener('load', () => offerWebFont(), { once: true });
