import type { HandleClientError } from '@sveltejs/kit/hooks';
import { leavesWithoutNetwork } from '#lib/client/leaving.ts';
import { isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { offerWebFont } from '#lib/ui/frame/webfont.ts';

/*
 * The page speaks the language the server wrote it in, and takes its face only when nothing waits. Every word asks for
 * the language: it is read from the page once, not from the cookie hundreds of times.
 */

const { lang } = document.documentElement;
if (isLocale(lang)) overwriteGetLocale(() => lang);

addEventListener('load', () => offerWebFont(), { once: true });

export const handleError: HandleClientError = ({ error, event }) => {
  if (leavesWithoutNetwork(error, event.url)) location.assign(event.url);
};
