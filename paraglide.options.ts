import type { CompilerOptions } from '@inlang/paraglide-js';

/** Shared by vite.config.ts and i18n.ts, so that both generate the same code. */
export const paraglideOptions: CompilerOptions = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['cookie', 'custom-negotiate', 'baseLocale'],
  cookieName: 'yoriai_locale',
};
