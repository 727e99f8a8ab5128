import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Statements } from './statements.ts';

describe('prepared statements', () => {
  it('are prepared once, and say what the tables say now', () => {
    const db = new SQLite(':memory:');
    const statements = new Statements(db);
    statements.prepare('create table t (a integer)').run();
    statements.prepare('insert into t values (?)').run(1);
    const all = statements.prepare('select * from t');
    expect(all.all()).toEqual([{ a: 1 }]);
    expect(statements.prepare('select * from t')).toBe(all);
    statements.prepare('alter table t add column b integer default 2').run();
    expect(statements.prepare('select * from t').all()).toEqual([{ a: 1, b: 2 }]);
    statements.close();
    expect(db.open).toBe(false);
  });

  it('are forgotten in the order they were used', () => {
    const statements = new Statements(new SQLite(':memory:'));
    const first = statements.prepare('select 1');
    for (let n = 2; n < 500; n++) statements.prepare(`select ${n}`);
    expect(statements.prepare('select 1')).toBe(first);
    for (let n = 500; n < 998; n++) statements.prepare(`select ${n}`);
    expect(statements.prepare('select 1')).toBe(first);
    for (let n = 1_000; n < 1_500; n++) statements.prepare(`select ${n}`);
    expect(statements.prepare('select 1')).not.toBe(first);
    statements.close();
  });
});
