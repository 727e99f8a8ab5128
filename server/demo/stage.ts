import type * as Y from 'yjs';
import { isRefusal } from '#lib/domain/refusal.ts';
import { recordLocale } from '#lib/i18n/locale.ts';
import type { App } from '../app.ts';
import { dayOf, MovableClock } from '../clock.ts';

const dayMs = 86_400_000;

/**
 * Where the sample council is played: people act through the product's own commands, at moments counted from
 * the day of the demonstration D. A refusal here is a fault of the play and stops it.
 */
export class Stage {
  readonly app: App;
  /** Day D, 'YYYY-MM-DD' in Asia/Tokyo. */
  readonly today: string;
  /** handle → person id (`chair` and `member1` are one person, contracts §1). */
  readonly people = new Map<string, string>();
  /** seat number → seat id */
  readonly seats = new Map<number, string>();
  /** organisation's name → id */
  readonly organizations = new Map<string, string>();
  councilId = '';
  private readonly clock: MovableClock;
  private acts = 0;

  constructor(app: App) {
    if (!(app.clock instanceof MovableClock)) throw new Error('the sample council needs a clock that moves');
    this.app = app;
    this.clock = app.clock;
    this.today = dayOf(app.clock.now());
  }

  /** The calendar day `offset` days from D. */
  day(offset: number): string {
    return new Date(Date.parse(`${this.today}T00:00:00Z`) + offset * dayMs).toISOString().slice(0, 10);
  }

  /** ISO instant at a time of day ('19:00') in Japan. */
  instant(offset: number, time: string): string {
    return `${this.day(offset)}T${time}:00+09:00`;
  }

  /** Puts the clock to a moment. Time only goes on. */
  at(offset: number, time = '10:00'): void {
    const moment = Date.parse(this.instant(offset, time));
    if (moment < this.clock.now() && this.acts > 0)
      throw new Error(`the play goes back to ${this.day(offset)} ${time}`);
    this.clock.moveTo(moment);
  }

  /** Lets minutes pass. */
  pass(minutes: number): void {
    this.clock.moveTo(this.clock.now() + Math.round(minutes * 60_000));
  }

  /** Runs a command as a person (null: the street) and returns its result. */
  async act<R = unknown>(handle: string | null, command: string, input: object): Promise<R> {
    const actor = {
      personId: handle === null ? null : this.person(handle),
      sessionId: null,
      address: '127.0.0.1',
      locale: recordLocale,
    } as const;
    const ran = await this.app.act(command, input, actor, `sample-${this.acts++}`);
    if (isRefusal(ran))
      throw new Error(`${handle ?? 'the street'} was refused ${command}: ${JSON.stringify(ran)}`);
    return ran.result as R;
  }

  /** Writes words as a person, with the lenses of src/lib/doc. */
  write(handle: string, docName: string, change: (doc: Y.Doc) => void): Promise<void> {
    return this.app.sync.writeAs(docName, this.person(handle), change);
  }

  person(handle: string): string {
    return found(this.people.get(handle), handle);
  }

  seat(no: number): string {
    return found(this.seats.get(no), `seat ${no}`);
  }

  organization(name: string): string {
    return found(this.organizations.get(name), name);
  }
}

function found(id: string | undefined, name: string): string {
  if (id === undefined) throw new Error(`nobody of the sample is called ${name}`);
  return id;
}
