import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/* Pressed twice, or sent again after the browser's back button, a form acts once: it carries a key of its own. */

const root = path.join(import.meta.dirname, '../..');

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Forms without a key: the same again changes nothing more, whoever sends it. */
const harmless = [
  // signing in and out, ending a session
  'src/routes/sign-in/+page.svelte',
  'src/routes/me/SignOut.svelte',
  'src/routes/me/Sessions.svelte ?/end',
  // how this device looks
  'src/routes/me/+page.svelte ?/look',
  // leads to a page
  'src/routes/c/[slug]/reply/+page.svelte',
  // the form itself comes back, with the key it had
  'src/routes/again/+page.svelte',
  'src/routes/offline/+page.svelte',
  // the key is made of the words (issues/new/draft.ts)
  'src/routes/c/[slug]/issues/new/+page.svelte',
];

/** Fields that several forms share: a snippet of the same file, or the component beside the minutes. */
function shares(form: string, file: string): boolean {
  if (/<CirculateFields\b/.test(form)) return true;
  const snippet = /\{@render (\w+)\(/.exec(form)?.[1];
  const body = snippet && new RegExp(`\\{#snippet ${snippet}\\([\\s\\S]*?\\{/snippet\\}`).exec(file)?.[0];
  return body?.includes('idempotencyKey') ?? false;
}

test('[F-P23] every form that acts carries its own key', () => {
  const forms = globSync('src/**/*.svelte', { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(/<form\b[\s\S]*?<\/form>/g)]
      .map(([text]) => text)
      .filter((text) => /\bmethod="post"/.test(text))
      .map((text) => {
        const action = /\baction="(\?\/\w+)/.exec(text)?.[1];
        return {
          name: action ? `${file} ${action}` : file,
          keyed: text.includes('idempotencyKey') || shares(text, read(file)),
        };
      }),
  );
  expect(forms.length).toBeGreaterThan(30);
  expect(
    forms.filter(({ name, keyed }) => !keyed && !harmless.includes(name)).map(({ name }) => name),
  ).toEqual([]);
  expect(harmless.filter((name) => !forms.some((form) => form.name === name && !form.keyed))).toEqual([]);
});

test('[R-HAC-01] no form leaves words or dates to the browser, which speaks its own language', () => {
  const files = globSync('src/**/*.svelte', { cwd: root }).map((file) => ({ file, text: read(file) }));
  const forms = files.flatMap(({ file, text }) =>
    [...text.matchAll(/<form\b[^>]*/g)].map(([form]) => ({ file, form })),
  );
  expect(forms.length).toBeGreaterThan(50);
  expect(forms.filter(({ form }) => !/\bnovalidate\b/.test(form)).map(({ file }) => file)).toEqual([]);
  const native = /\b(?:type|kind)=["'{]+(?:date|time|datetime-local|month|week)\b/;
  expect(native.test('<input type="date" />')).toBe(true);
  expect(files.filter(({ text }) => native.test(text)).map(({ file }) => file)).toEqual([]);
});
