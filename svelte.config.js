import adapter from '@sveltejs/adapter-node';

/**
 * The single place for SvelteKit options; vite.config.ts hands it to the plugin.
 * @type {NonNullable<Parameters<typeof import('@sveltejs/kit/vite').sveltekit>[0]>}
 */
export default {
  compilerOptions: { runes: true },
  adapter: adapter({ out: 'build' }),
  // small styles come with the page: a request of their own costs a phone more than their bytes
  inlineStyleThreshold: 2048,
  // whose request may change something is asked in hooks.server.ts, of every body and not of forms alone; a page that
  // tells nobody its address has the origin null
  csrf: { trustedOrigins: ['null'] },
  csp: {
    mode: 'nonce',
    directives: {
      'default-src': ['self'],
      'script-src': ['self'],
      'style-src': ['self'],
      // SvelteKit's route announcer and editor cursors use style attributes
      'style-src-attr': ['unsafe-inline'],
      'font-src': ['self'],
      'img-src': ['self', 'data:'],
      'connect-src': ['self'],
      'object-src': ['none'],
      'base-uri': ['self'],
      'form-action': ['self'],
      'frame-ancestors': ['none'],
    },
  },
};
