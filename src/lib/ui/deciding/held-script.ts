/** Where the script of replies that wait lies (vite.config.ts), for the page of a round, which has no other. */
export const heldScript = import.meta.env.DEV ? '/src/lib/ui/deciding/held-page.ts' : '/_app/held-reply.js';
