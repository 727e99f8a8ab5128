import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateWords, recordDateWords } from '#lib/text/dates.ts';
import { addDays, dayOfNumber, partsOf } from './day.ts';
import { readDay, readTime, weekBegins, weekdayOf } from './written.ts';
import { eraOf } from './year.ts';

/** Days that have an era, to the year 9998. */
const days = fc.integer({ min: -15_000, max: 2_900_000 }).map(dayOfNumber);
const wide = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

describe('[CAL12] a day as people write it', () => {
  it.each([
    '令和5年2月15日',
    '令和５年２月１５日（水）',
    '令和 5 年 2 月 15 日 水曜日',
    '㋿5年2月15日',
    'R5.2.15',
    'r5/2/15',
    'Ｒ５．２．１５',
    'R.5.2.15',
    '5.2.15',
    '5-2-15',
    '５／２／１５',
    '05.02.15',
    '2023-02-15',
    '２０２３－０２－１５',
    '2023/2/15',
    '2023.2.15',
    '2023年2月15日(水)',
    '20230215',
    ' 2023−2−15 ',
    'Wed, 15 February 2023',
    '15 Feb 2023',
    'February 15, 2023',
  ])('%s', (text) => expect(readDay(text)).toBe('2023-02-15'));

  it('year one, and eras that are over', () => {
    expect(readDay('令和元年5月1日')).toBe('2019-05-01');
    expect(readDay('R1.5.1')).toBe('2019-05-01');
    expect(readDay('平成31年4月30日')).toBe('2019-04-30');
    expect(readDay('昭和64年1月7日')).toBe('1989-01-07');
    expect(readDay('H1.1.8')).toBe('1989-01-08');
  });

  it.each([
    ['令和5年2月30日', { fault: 'no-day', month: 2, date: 30 }],
    ['2023-02-29', { fault: 'no-day', month: 2, date: 29 }],
    ['5.13.1', { fault: 'no-month', month: 13 }],
    ['2023/0/1', { fault: 'no-month', month: 0 }],
    ['令和元年4月30日', { fault: 'not-in-era', era: 'reiwa', year: 1 }],
    ['平成31年5月1日', { fault: 'not-in-era', era: 'heisei', year: 31 }],
    ['令和0年5月1日', { fault: 'not-in-era', era: 'reiwa', year: 0 }],
    ['2023年2月15日（火）', { fault: 'other-weekday', day: '2023-02-15' }],
    ['Tue, 15 February 2023', { fault: 'other-weekday', day: '2023-02-15' }],
    ['2月15日', { fault: 'no-year' }],
    ['2/15', { fault: 'no-year' }],
    ['', { fault: 'unreadable' }],
    ['来週の水曜', { fault: 'unreadable' }],
    ['0000-01-01', { fault: 'unreadable' }],
    ['15 Foo 2023', { fault: 'unreadable' }],
  ])('%s is refused by its cause', (text, fault) => expect(readDay(text)).toEqual(fault));

  it('every day reads back from every spelling, and from what pages show of it', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year, month, date] = partsOf(day);
        const era = eraOf(day)!;
        const sign = { reiwa: 'R', heisei: 'H', showa: 'S' }[era.era];
        const written = [
          day,
          `${year}/${month}/${date}`,
          `${year}年${month}月${date}日`,
          `${sign}${era.year}.${month}.${date}`,
          dateWords(day, 'ja'),
          dateWords(day, 'en'),
          recordDateWords(day, 'ja').replace(/（\d+年）/, ''),
        ];
        for (const text of written) {
          expect(readDay(text)).toBe(day);
          expect(readDay(wide(text))).toBe(day);
        }
      }),
    );
  });

  it('answers a day or a fault to whatever is typed', () => {
    const signs = [...'令和平成昭RHS元年月日水0123456789./-（） ー'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 14 }), (typed) => {
        const read = readDay(typed.join(''));
        if (typeof read === 'string') expect(partsOf(read)).toHaveLength(3);
        else expect(read.fault).toBeTypeOf('string');
      }),
    );
  });
});

describe('[CAL13] a time of day as people write it', () => {
  it.each([
    ['19:00', '19:00'],
    ['１９：００', '19:00'],
    ['1900', '19:00'],
    ['930', '09:30'],
    ['9:05', '09:05'],
    ['19時', '19:00'],
    ['19時5分', '19:05'],
    ['午後7時半', '19:30'],
    ['午後 7:15', '19:15'],
    ['午前0時', '00:00'],
    ['午後0時', '12:00'],
    ['12am', '00:00'],
    ['7pm', '19:00'],
    ['7:30 PM', '19:30'],
  ])('%s is %s', (text, time) => expect(readTime(text)).toBe(time));

  it.each(['', '7', '24:00', '19:60', '午後13時', '夕方', '午前7時pm', '99'])('%s is none', (text) =>
    expect(readTime(text)).toBeNull(),
  );
});

describe('[CAL2] weeks', () => {
  it('begin on Sunday', () => {
    expect(weekdayOf('2023-02-15')).toBe(3);
    expect(weekdayOf('1969-12-31')).toBe(3);
    fc.assert(
      fc.property(days, (day) => {
        const sunday = weekBegins(day);
        expect(weekdayOf(sunday)).toBe(0);
        expect(addDays(sunday, weekdayOf(day))).toBe(day);
      }),
    );
  });
});
