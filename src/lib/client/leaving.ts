/** Where this page is on its way to, as its layout has noted; '' while it stays. */
export const leaving = { to: '' };

/**
 * Whether a page that was asked for could not be had for want of a network: then the browser goes there itself, and is
 * answered by the service worker. What was only fetched ahead is no reason to leave.
 */
export function leavesWithoutNetwork(error: unknown, url: URL): boolean {
  return error instanceof TypeError && url.href === leaving.to && url.href !== location.href;
}
