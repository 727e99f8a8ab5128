import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'src/lib/paraglide/', 'data/', 'bench/peers/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser } },
  },
  {
    rules: {
      // types are checked by svelte-check, which knows more than the scanner
      'no-undef': 'off',
      'no-console': ['error', { allow: ['error'] }],
      '@typescript-eslint/no-explicit-any': 'error',
      // what lies three folders up is no neighbour
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['../../../**'], message: 'Name the house: #lib, #server, #tests.' }] },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // text of people is drawn as text, never as markup (safety B62)
      'svelte/no-at-html-tags': 'error',
      // Japanese separates with the full-width space
      'no-irregular-whitespace': 'off',
      // addresses here hold no base path
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // terminals are what these talk to
    files: ['server/main.ts', 'server/cli/**', 'start.mjs', 'tests/run.ts', 'bench/**', 'docs/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // time and chance are handed in (style C.1.8)
    files: ['src/lib/domain/**', 'server/{access,records,mirrors,commands,queries}/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time is handed in: ctx.now or a parameter.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Chance is handed in; ids come from server/db/ids.ts.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is handed in: ctx.now or a parameter.',
        },
      ],
    },
  },
);
