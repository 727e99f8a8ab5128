import { readFileSync } from 'node:fs';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

const linesMost = 120;

/** After a failed test, what its pages showed: a log that is read elsewhere has no pictures. */
export default class WhatWasShown implements Reporter {
  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus) return;
    for (const { name, path, body } of result.attachments) {
      if (!name.startsWith('error-context')) continue;
      const words = path === undefined ? (body?.toString() ?? '') : readFileSync(path, 'utf8');
      const shown = /```yaml\n([\s\S]*?)```/.exec(words)?.[1];
      if (shown)
        console.error(`\n  a page of “${test.title}”:\n${shown.split('\n').slice(0, linesMost).join('\n')}`);
    }
  }
}
