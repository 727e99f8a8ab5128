// The arrows of ARCHITECTURE.md, checked by `npm test`. A message says where the file should move.
const lib = (room) => `^src/lib/${room}/`;
const builtin =
  '^(crypto|path|fs(/promises)?|http|stream|os|url|util|events|perf_hooks|worker_threads|buffer|net|timers(/promises)?|zlib)$';
/** Tests, and the beds and doubles beside those of the live documents. */
const tests = '\\.test\\.ts$|^server/sync/tests/';

/** from may import only what matches one of `to` (and node_modules or builtins named there). */
const only = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { pathNot: to },
});

/** Floors of the nouns: a noun may use those it stands on, none upward. Roles and minutes stand beside. */
const standsOn = {
  council: [],
  issues: ['council'],
  roles: ['issues', 'council'],
  minutes: ['issues', 'council'],
  consultation: ['minutes', 'issues', 'council'],
  meeting: ['consultation', 'minutes', 'issues', 'council'],
  deciding: ['meeting', 'consultation', 'issues', 'council'],
  writing: ['meeting', 'consultation', 'minutes', 'issues', 'council'],
};

/** The floors of one room whose folders are the nouns. */
const floors = (room) =>
  Object.entries(standsOn).map(([noun, below]) => ({
    name: `${room}-${noun}-stands-on`,
    comment: `${room}/${noun} uses ${below.join(', ') || 'no other noun'}. What two nouns need belongs lower: a rule in domain/, a reading of rows in records/.`,
    severity: 'error',
    from: { path: `^server/${room}/${noun}/`, pathNot: tests },
    to: { path: `^server/${room}/[^/]+/`, pathNot: `^server/${room}/(${[noun, ...below].join('|')})/` },
  }));

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
      'i18n-lists-languages',
      lib('i18n'),
      [lib('i18n'), lib('paraglide')],
      'Which languages there are. How facts are said in them belongs in text/.',
    ),
    only(
      'text-says-facts',
      lib('text'),
      [lib('text'), lib('i18n'), lib('domain'), lib('doc'), lib('paraglide')],
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
        lib('i18n'),
        lib('client'),
        lib('paraglide'),
        'node_modules/',
        '^\\$app/',
      ],
      'A component draws what it is given. Loading belongs in routes/.',
    ),
    ...['frame', 'coming', 'deciding', 'roles'].map((part) => ({
      name: `ui-${part}-stands-on-base`,
      comment: `ui/${part} uses ui/base. What two parts need belongs in ui/base.`,
      severity: 'error',
      from: { path: lib(`ui/${part}`), pathNot: tests },
      to: { path: lib('ui/[^/]+'), pathNot: lib(`ui/(${part}|base)`) },
    })),
    {
      name: 'ui-base-stands-alone',
      comment: 'ui/base knows no other part of ui/.',
      severity: 'error',
      from: { path: lib('ui/(base|look)'), pathNot: tests },
      to: { path: lib('ui/[^/]+'), pathNot: lib('ui/(base|look)') },
    },
    only(
      'page-answers',
      lib('page'),
      [lib('page'), lib('domain'), lib('text'), 'node_modules/', builtin],
      'What forms, links and the API of more than one page do with an answer. Drawing belongs in ui/.',
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
      comment:
        'The server knows rules, lenses, wire, texts and languages. Components and pages are not its business.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^src/', pathNot: '^src/lib/(domain|doc|wire|text|i18n|paraglide)/' },
    },
    only(
      'access-decides',
      '^server/access/',
      ['^server/(access|db)/', lib('(domain|i18n)'), '^src/lib/doc/names\\.ts$', 'node_modules/kysely/'],
      'access/ loads a row and asks the policy. What rows say belongs in records/, reads for pages in queries/.',
    ),
    only(
      'records-say-what-rows-say',
      '^server/records/',
      ['^server/(records|access|db)/', lib('(domain|doc)'), 'node_modules/kysely/', builtin],
      'records/ says what rows say, below the doors. What asks a right belongs in access/, what a page reads in queries/.',
    ),
    only(
      'mirrors-are-pictures',
      '^server/mirrors/',
      ['^server/(mirrors|records|access|db)/', lib('(domain|doc)'), 'node_modules/kysely/'],
      'A mirror is a picture of the records for everybody who may see it. Acts belong in commands/, sockets in sync/.',
    ),
    only(
      'commands-act',
      '^server/commands/',
      [
        '^server/(commands|records|access|db)/',
        '^server/session/(password|common-passwords)',
        lib('(domain|doc|text|i18n|paraglide)'),
        'node_modules/',
        builtin,
      ],
      'A command gets trx, words and blobs handed in. Sockets belong in sync/, files in export/.',
    ),
    {
      name: 'commands-open-no-records',
      comment:
        'A command works in the transaction it is handed. Types of db/open.ts only; opening belongs in app.ts.',
      severity: 'error',
      from: { path: '^server/commands/', pathNot: tests },
      to: {
        path: '^(server/db/(open|lock|statements)|node_modules/better-sqlite3/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    only(
      'queries-read',
      '^server/queries/',
      [
        '^server/(queries|mirrors|records|access|db)/',
        '^server/clock',
        lib('(domain|doc|text|i18n|paraglide)'),
        'node_modules/',
        builtin,
      ],
      'A query reads records. Acts belong in commands/.',
    ),
    ...floors('commands'),
    ...floors('queries'),
    only(
      'effects-follow-acts',
      '^server/effects/',
      [
        '^server/(effects|commands|mirrors|access|session|sync/ports|db)',
        lib('(domain|doc)'),
        'node_modules/',
      ],
      'effects/ carries out what an act has recorded: mirrors, owed words, rights. Deciding belongs in commands/.',
    ),
    only(
      'session-knows-people',
      '^server/session/',
      ['^server/(session|db)/', lib('(domain|i18n)'), 'node_modules/', builtin],
      'Sessions and passwords. What a person may do is asked in access/.',
    ),
    only(
      'export-makes-files',
      '^server/export/',
      [
        '^server/(export|queries|records|access|db)/',
        lib('(domain|doc|text|i18n|paraglide)'),
        'node_modules/',
        builtin,
      ],
      'Files are made from what queries and records say.',
    ),
    only(
      'cli-is-a-door',
      '^server/cli/',
      [
        '^server/(cli|terminal|keeping|seed|export|queries|records|db|sync)/',
        '^server/(config|version)',
        '^server/session/cookie',
        '^server/commands/(council/(setup-link|moved-in|moved-away)|fields)',
        lib('(domain|text|i18n|paraglide)'),
        'node_modules/',
        builtin,
      ],
      'A verb of the terminal reads its arguments and calls the rooms.',
    ),
    only(
      'terminal-speaks',
      '^server/terminal/',
      ['^server/(terminal|db)/', '^server/config', lib('(i18n|paraglide)'), 'node_modules/', builtin],
      'What the terminal says of the house itself. What a verb answers belongs in cli/.',
    ),
    only(
      'keeping-makes-copies',
      '^server/keeping/',
      ['^server/(keeping|db)/', lib('doc'), 'node_modules/', builtin],
      'A house in one file and back. What verifies is handed in by cli/, when it is done is known in jobs/.',
    ),
    only(
      'jobs-run-by-the-clock',
      '^server/jobs/',
      [
        '^server/(jobs|keeping|commands|queries|records|db|sync)/',
        lib('(domain|doc)'),
        'node_modules/',
        builtin,
        '^child_process$',
      ],
      'A job is called by the clock or the start. What an act leaves to do belongs in effects/.',
    ),
    only(
      'metrics-count',
      '^server/metrics/',
      ['^server/metrics/', 'node_modules/prom-client/', builtin],
      'What is counted, and who may read it. What is looked up when somebody asks is handed in by app.ts.',
    ),
    only(
      'seed-lives-the-product',
      '^server/seed/',
      [
        '^server/(seed|db)/',
        '^server/(app|clock)',
        '^server/commands/council/',
        lib('(domain|doc|i18n)'),
        'node_modules/',
        builtin,
      ],
      'Synthetic councils are lived through the App, as people would. What reads arguments belongs in cli/.',
    ),
    only(
      'demo-plays-the-product',
      '^server/demo/',
      [
        '^server/(demo|db)/',
        '^server/(app|clock|unfinished-sample)',
        '^server/(commands|queries)/council/',
        lib('(domain|doc|i18n)'),
        'node_modules/',
        builtin,
      ],
      'The sample council is played through the App, as people would.',
    ),
    only(
      'sync-moves-words',
      '^server/sync/',
      ['^server/(sync|db)/', lib('(doc|wire|domain)'), 'node_modules/', builtin],
      'sync/ moves and keeps documents; it never knows what an act is.',
    ),
    only(
      'peers-hear-of-each-other',
      '^server/peers/',
      [
        '^server/(peers|sync|effects|session|db)/',
        '^server/(access/scopes|commands/run|limits|log)',
        lib('(wire|domain)'),
        'node_modules/',
        builtin,
      ],
      'peers/ is what several processes tell each other. What follows from it belongs to the room it is told to.',
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
