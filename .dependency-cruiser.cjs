// The arrows of ARCHITECTURE.md, checked by `npm test`. A message says where the file should move.
const lib = (room) => `^src/lib/${room}/`;
const builtin =
  '^(crypto|path|fs(/promises)?|http|stream|os|url|util|events|perf_hooks|worker_threads|buffer|net)$';
const tests = '\\.test\\.ts$';

/** from may import only what matches one of `to` (and node_modules or builtins named there). */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { pathNot: to },
});

module.exports = {
  forbidden: [
    only(
      'domain-imports-itself',
      lib('domain'),
      [lib('domain')],
      'A civic rule knows nothing but rules. Needs I/O? The caller belongs in server/commands or server/queries.',
    ),
    only(
      'doc-imports-domain-and-yjs',
      lib('doc'),
      [lib('doc'), lib('domain'), 'node_modules/(yjs|fractional-indexing|lib0)/'],
      'A lens only reads and writes Yjs documents. Drawing belongs in ui/, rules in domain/.',
    ),
    only(
      'wire-is-small',
      lib('wire'),
      [lib('wire'), lib('domain'), 'node_modules/(lib0|y-protocols|valibot)/', builtin],
      'The wire format stands alone, so that others can read it. Sockets belong in client/ or server/sync/.',
    ),
    only(
      'client-is-browser-io',
      lib('client'),
      [lib('client'), lib('doc'), lib('wire'), lib('domain'), 'node_modules/'],
      'Browser I/O knows lenses, wire and rules. Components belong in ui/.',
    ),
    only(
      'text-says-facts',
      lib('text'),
      [lib('text'), lib('domain'), lib('doc'), lib('paraglide')],
      'How facts are said: rules and catalogues only.',
    ),
    only(
      'ui-draws',
      lib('ui'),
      [
        lib('ui'),
        lib('domain'),
        lib('doc'),
        lib('text'),
        lib('client'),
        lib('paraglide'),
        'node_modules/',
        '^\\$app/',
      ],
      'A component draws what it is given. Loading belongs in routes/.',
    ),
    {
      name: 'routes-know-the-server-as-types',
      comment:
        'Pages reach the server through locals.app. hooks.server.ts is the one value import of server/.',
      severity: 'error',
      from: { path: '^src/(?!hooks\\.server\\.ts)', pathNot: tests },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-never-draws',
      comment: 'The server knows rules, lenses, wire and texts. Components and pages are not its business.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^src/', pathNot: '^src/lib/(domain|doc|wire|text|paraglide)/' },
    },
    only(
      'access-decides',
      '^server/access/',
      ['^server/(access|db)/', lib('domain'), 'node_modules/kysely/'],
      'access/ loads a row and asks the policy. Reads for pages belong in queries/.',
    ),
    only(
      'commands-act',
      '^server/commands/',
      [
        '^server/(commands|access|db|session/password)',
        lib('(domain|doc|text|paraglide)'),
        'node_modules/',
        builtin,
      ],
      'A command gets trx, words and blobs handed in. Sockets belong in sync/, files in export/.',
    ),
    only(
      'queries-read',
      '^server/queries/',
      ['^server/(queries|access|db|clock)', lib('(domain|doc|text|paraglide)'), 'node_modules/', builtin],
      'A query reads records. Acts belong in commands/.',
    ),
    only(
      'sync-moves-words',
      '^server/sync/',
      ['^server/(sync|db)/', lib('(doc|wire|domain)'), 'node_modules/', builtin],
      'sync/ moves and keeps documents; it never knows what an act is.',
    ),
    {
      name: 'doubles-stay-with-tests',
      comment: 'What stands in for the disk or a browser in tests never runs in the product.',
      severity: 'error',
      from: { path: '^(src|server|migrations)/', pathNot: `${tests}|/tests/` },
      to: { path: '^(server|src)/.*/tests/|^tests/' },
    },
    only(
      'migrations-are-frozen',
      '^migrations/',
      ['node_modules/kysely/'],
      'A migration imports kysely only: it is frozen in time.',
    ),
    {
      name: 'no-cycles',
      comment: 'Two rooms that need each other are one room, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/lib/paraglide' },
    tsPreCompilationDeps: true,
    builtInModules: { add: [] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.svelte'],
      conditionNames: ['import', 'svelte', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
