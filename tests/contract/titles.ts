import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The repository's folder. */
export const root = path.join(import.meta.dirname, '../..');

export interface Title {
  /** Path below the repository's folder. */
  readonly file: string;
  /** As written; what a template puts in is left out. */
  readonly words: string;
}

const callers = new Set(['it', 'test', 'describe']);

/** `it`, `test.describe.serial`, `describe.each(…)`: what is called in the end is named first. */
function callerOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return callerOf(node.expression);
  return ts.isTaggedTemplateExpression(node) ? callerOf(node.tag) : '';
}

function wordsOf(node: ts.Expression | undefined): string {
  if (!node) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.head.text + node.templateSpans.map(({ literal }) => literal.text).join('');
  return ts.isBinaryExpression(node) ? wordsOf(node.left) + wordsOf(node.right) : '';
}

/** Titles of all tests and groups of tests; a skipped one proves nothing and is left out. */
export function testTitles(): Title[] {
  const found: Title[] = [];
  for (const file of ['src', 'server', 'migrations', 'tests', 'bench'].flatMap(testFilesBelow)) {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && callers.has(callerOf(node.expression))) {
        const words = wordsOf(node.arguments[0]);
        if (words && !/\.(skip|todo|fixme)\b/.test(node.expression.getText())) found.push({ file, words });
      }
      ts.forEachChild(node, visit);
    };
    const text = readFileSync(path.join(root, file), 'utf8');
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  }
  return found;
}

function testFilesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|spec|contract)\.ts$/.test(name))
    .map((name) => path.join(folder, name));
}
