import type { Cookies } from '@sveltejs/kit';

/*
 * Whether this browser is one that others use, too (safety B58): said at sign-in. On a shared computer no words
 * are kept on the device, and the session ends with the browser. The note goes with the browser, too.
 */

const name = 'yoriai-shared';
/** The field of the forms that let somebody in. */
export const sharedField = 'sharedDevice';

export function isSharedDevice(cookies: Cookies): boolean {
  return cookies.get(name) === 'yes';
}

/** Keeps what the person said about this device for as long as the browser is open. */
export function noteDevice(event: { cookies: Cookies; locals: App.Locals }, form: FormData): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: event.locals.app.secure() } as const;
  if (form.get(sharedField) === 'yes') event.cookies.set(name, 'yes', options);
  else event.cookies.delete(name, options);
}

/** Forgets it: the next person at this device says it anew. */
export function forgetDevice(cookies: Cookies, secure: boolean): void {
  cookies.delete(name, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
