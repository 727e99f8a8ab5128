import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { Command } from '#server/commands/define.ts';
import { registry } from '#server/commands/registry.ts';
import { bodyHashes } from '#server/commands/remembered.ts';
import { run, type RunPorts } from '#server/commands/run.ts';
import { ruleOf } from '#lib/domain/policy/actions.ts';
import { newId } from '#server/db/ids.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '../fixtures/council.ts';
import { openHouse, type House } from '../fixtures/house.ts';

/* Invariants of ARCHITECTURE.md that hold for the whole code and have no rule of their own. */

const root = path.join(import.meta.dirname, '../..');

let house: House;
let council: TestCouncil;
beforeAll(async () => {
  house = await openHouse();
  council = await foundCouncil(house);
});
afterAll(() => house.close());

describe('[I3] acts only through commands, commands only through policy', () => {
  it('nothing writes records but commands, and sessions, words and owed words their own', () => {
    const writers = ['server', 'src']
      .flatMap((folder) =>
        readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
          path.posix.join(folder, name.replaceAll('\\', '/')),
        ),
      )
      .filter((file) => /\.(ts|svelte)$/.test(file) && !/\.(test|contract|child)\.ts$/.test(file))
      .filter((file) =>
        /\b(insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(|\b(insert into|delete from|replace into)\s|\bupdate \w+ set\s/i.test(
          readFileSync(path.join(root, file), 'utf8'),
        ),
      );
    expect(writers.length).toBeGreaterThan(50);
    const others = writers.filter((file) => !/^server\/(commands|records|db|session|sync)\//.test(file));
    // files of materials in a database; what an act owes to a document is taken off the list when it is written;
    // remembered answers, photos nobody took and what processes tell each other are no records
    expect(others).toEqual([
      'server/database-blobs.ts',
      'server/effects/outbox.ts',
      'server/jobs/forget-answers.ts',
      'server/jobs/forget-photos.ts',
      'server/peers/fence.ts',
      'server/peers/peer-rows.ts',
      'server/peers/rights-moves.ts',
    ]);
  });

  const asked = [...registry.values()].filter(({ action }) => action !== 'free' && !ruleOf(action).anyone);
  it.each(asked)('$name asks before it reads words or acts', async (command) => {
    let went = false;
    const probe: Command = {
      name: command.name,
      summary: command.summary,
      input: v.any(),
      action: command.action,
      about: async () => ({ councilId: council.councilId }),
      prepare: async () => void (went = true),
      handle: async () => void (went = true),
    };
    const ports = {
      db: house.app.db,
      clock: () => house.clock.now(),
      bodyHashOf: bodyHashes(),
    } as RunPorts;
    const as = async (person: string | null) => {
      const answer = await run(ports, probe, {}, house.actorOf(person), newId());
      return isRefusal(answer) ? answer.refused : answer;
    };
    expect(await as(null)).toMatch(/^(session-required|not-found)$/);
    expect(await as(newId())).toMatch(/^(forbidden|not-found)$/);
    expect(went).toBe(false);
  });

  it('unasked come those whose input is the proof, and those who change what is their own', () => {
    const free = [...registry.values()].filter(({ action }) => action === 'free').map(({ name }) => name);
    expect(free.sort()).toEqual([
      'accept-invitation',
      // the personal link of a seat, and its name (WRT10)
      'answer-by-link',
      'change-password',
      'choose-language',
      // what the clock has ended (WRT2)
      'close-writing',
      'create-council',
      'end-calendar-address',
      'make-calendar-address',
      // the same link and name
      'open-written-link',
    ]);
  });
});

describe('[I11] no case data, no addresses, minimum of personal data', () => {
  const columns = () => {
    const db = new Database(path.join(house.dataDir, 'records.db'), { readonly: true });
    const found = db
      .prepare(
        `select t.name || '.' || c.name from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table'`,
      )
      .pluck()
      .all() as string[];
    db.close();
    return found;
  };

  it('of a person are kept a name to be called by, how it is read, and how he signs in', () => {
    expect(columns().filter((name) => name.startsWith('person.'))).toEqual(
      ['id', 'display_name', 'kana', 'login_name', 'password_hash', 'locale', 'created_at', 'erased_at'].map(
        (name) => `person.${name}`,
      ),
    );
  });

  it('no table asks where somebody lives, how he is reached, or what he is; help has one line, erased with it (ISS23)', () => {
    const tell =
      /address|street|postal|zip|house|phone|(^|_)tel(_|$)|mail|contact|birth|(^|_)age(_|$)|gender|sex|nation|religi|health|disab|income|family|case|diagnos/;
    const asked = columns().filter((name) => tell.test(name.split('.')[1] ?? ''));
    // an office is nobody: how the secretariat is reached is printed on every slip (CNC30)
    const ofOffices = ['council_office.telephone', 'council_office.email'];
    expect(asked.filter((name) => !ofOffices.includes(name))).toEqual(['help_request.contact']);
  });
});
