/** Where the script of day and time fields lies (vite.config.ts), for pages that have no other. */
export const fieldScript = import.meta.env.DEV ? '/src/lib/ui/base/field-page.ts' : '/_app/fields.js';
