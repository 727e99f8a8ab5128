/*
 * Which pages may lie on a device, to be read when the network is gone: the service worker keeps what the header
 * `X-Yoriai-Copy` of a page says, and nothing else (safety B58).
 */

/** The council's own pages. Never: people and slips, what waits to be screened, requests for help, one's account. */
const readable: ReadonlySet<string> = new Set([
  '/c/[slug]',
  '/c/[slug]/board',
  '/c/[slug]/board/read',
  '/c/[slug]/consultations',
  '/c/[slug]/consultations/[no]',
  '/c/[slug]/consultations/[no]/asked',
  '/c/[slug]/consultations/[no]/report',
  '/c/[slug]/coverage',
  '/c/[slug]/decisions',
  '/c/[slug]/issues',
  '/c/[slug]/issues/[no]',
  '/c/[slug]/lots',
  '/c/[slug]/lots/[no]',
  '/c/[slug]/lots/[no]/check',
  '/c/[slug]/meetings',
  '/c/[slug]/meetings/[id]',
  '/c/[slug]/meetings/[id]/agenda',
  '/c/[slug]/meetings/[id]/materials',
  '/c/[slug]/meetings/[id]/minutes',
  '/c/[slug]/meetings/[id]/notice',
  '/c/[slug]/meetings/[id]/paper',
  '/c/[slug]/roles',
  '/c/[slug]/rounds/[id]',
  '/c/[slug]/rounds/[id]/check',
]);

export const copyHeader = 'X-Yoriai-Copy';

/**
 * What a device is to do with a page: the person whose copy it may keep; `no`: it keeps this one not; `none`: nothing
 * at all stays there, for nobody is signed in, or others use the device.
 */
export function copyOf(page: {
  readonly route: string | null;
  readonly personId: string | undefined;
  readonly shared: boolean;
}): string {
  if (page.personId === undefined || page.shared) return 'none';
  return page.route !== null && readable.has(page.route) ? page.personId : 'no';
}
