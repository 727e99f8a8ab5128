import type { Cookies } from '@sveltejs/kit';
import { forgetDevice } from '#lib/page/shared-device.ts';

/**
 * Leaves nothing of the person on this device (safety B58): drafts and caches go, the cookies for
 * language and look stay with the device. The page it leads to removes by hand what a browser does not
 * remove by itself.
 */
export function signedOut(app: App.Locals['app'], cookies: Cookies): Response {
  cookies.delete(app.cookieName(), { path: '/', httpOnly: true, sameSite: 'lax', secure: app.secure() });
  forgetDevice(cookies, app.secure());
  return new Response(null, {
    status: 303,
    headers: {
      Location: '/sign-out/done',
      'Clear-Site-Data': '"cache", "storage"',
      'Cache-Control': 'no-store',
    },
  });
}
