import type { Cookies } from '@sveltejs/kit';

/**
 * Leaves nothing of the person on this device (safety B58): drafts and caches go, the cookies for
 * language and look stay with the device.
 */
export function signedOut(app: App.Locals['app'], cookies: Cookies): Response {
  cookies.delete(app.cookieName(), { path: '/', httpOnly: true, sameSite: 'lax', secure: app.secure() });
  return new Response(null, {
    status: 303,
    headers: { Location: '/', 'Clear-Site-Data': '"cache", "storage"', 'Cache-Control': 'no-store' },
  });
}
