import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deadlineOf,
  earliestAfterPosting,
  earliestEffective,
  isLawfulLetter,
  isLawfulPosting,
  postingDeadlineOf,
  reminderDay,
  sendingDays,
  startByOf,
} from '../../src/notice/calendar.ts';
import { addDays, dayInZone } from '../../src/policy/day.ts';

const clock = (period: string, clearDays = false) => ({ period, clearDays });

describe('deadlineOf', () => {
  test.each([
    ['P30D', false, '2026-12-31', '2026-12-01'],
    ['P30D', true, '2026-12-31', '2026-11-30'],
    ['P30D', false, '2027-01-15', '2026-12-16'],
    // Months are longer and shorter than 30 days.
    ['P1M', false, '2026-12-31', '2026-11-30'],
    ['P1M', false, '2027-03-01', '2027-02-01'],
    ['P2M', false, '2027-01-15', '2026-11-15'],
    // Clamped: letters of 28 to 31 January all reach 28 February, and the last of them is the deadline.
    ['P1M', false, '2027-02-28', '2027-01-31'],
    ['P1M', false, '2028-02-28', '2028-01-28'],
    ['P1M', false, '2028-02-29', '2028-01-31'],
    // Counted from the letter: 31 March + a month is 30 April, then the clear day.
    ['P1M', true, '2027-05-01', '2027-03-31'],
    ['P1M', true, '2027-04-30', '2027-03-29'],
    ['P1Y', false, '2028-02-29', '2027-02-28'],
    ['P1Y', false, '2029-02-28', '2028-02-29'],
    // Across the leap day.
    ['P30D', false, '2028-03-15', '2028-02-14'],
    ['P30D', false, '2027-03-15', '2027-02-13'],
    ['P2W', false, '2027-01-15', '2027-01-01'],
    // Without a period the letter still leaves before the effective day.
    ['P0D', false, '2027-01-15', '2027-01-14'],
    ['P0D', true, '2027-01-15', '2027-01-14'],
    ['P1D', false, '2027-01-01', '2026-12-31'],
  ])('%s, clear days %s, effective %s: %s', (period, clearDays, effective, deadline) => {
    expect(deadlineOf(clock(period, clearDays), effective)).toBe(deadline);
  });

  test('a posting without a period is in time on the effective day itself', () => {
    expect(postingDeadlineOf(clock('P0D'), '2027-01-15')).toBe('2027-01-15');
    expect(postingDeadlineOf(clock('P30D'), '2027-01-15')).toBe('2026-12-16');
  });
});

describe('earliestEffective', () => {
  test.each([
    ['P30D', false, '2026-12-01', '2026-12-31'],
    ['P30D', true, '2026-12-01', '2027-01-01'],
    ['P1M', false, '2027-01-31', '2027-02-28'],
    ['P1M', false, '2028-01-31', '2028-02-29'],
    ['P1M', true, '2027-01-31', '2027-03-01'],
    ['P0D', false, '2026-12-01', '2026-12-02'],
  ])('%s, clear days %s, letter on %s: %s', (period, clearDays, letter, effective) => {
    expect(earliestEffective(clock(period, clearDays), letter)).toBe(effective);
  });

  test('posting on the day is enough where no period is promised', () => {
    expect(earliestAfterPosting(clock('P0D'), '2026-12-01')).toBe('2026-12-01');
    expect(isLawfulPosting(clock('P0D'), '2026-12-01', '2026-12-01')).toBe(true);
    expect(isLawfulLetter(clock('P0D'), '2026-12-01', '2026-12-01')).toBe(false);
  });
});

describe('laws of the clock', () => {
  const days = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1999-12-15', n));
  const clocks = fc.record({
    period: fc.constantFrom('P0D', 'P1D', 'P7D', 'P2W', 'P30D', 'P1M', 'P2M', 'P3M', 'P1M15D', 'P1Y'),
    clearDays: fc.boolean(),
  });

  test('the deadline is in time and the day after is not', () => {
    fc.assert(
      fc.property(clocks, days, (promise, effective) => {
        const deadline = deadlineOf(promise, effective);
        expect(isLawfulLetter(promise, deadline, effective)).toBe(true);
        expect(isLawfulLetter(promise, addDays(deadline, 1), effective)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('the earliest effective day is lawful and the day before is not', () => {
    fc.assert(
      fc.property(clocks, days, (promise, letter) => {
        const effective = earliestEffective(promise, letter);
        expect(isLawfulLetter(promise, letter, effective)).toBe(true);
        expect(isLawfulLetter(promise, letter, addDays(effective, -1))).toBe(false);
        expect(deadlineOf(promise, effective) >= letter).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('clock changes', () => {
  // The last minute of the deadline in Berlin is still the deadline, on both sides of a clock change.
  test.each([
    ['2026-03-28T22:59:59Z', 'Europe/Berlin', '2026-03-28'],
    ['2026-03-28T23:00:00Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T21:59:59Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-03-29T22:00:00Z', 'Europe/Berlin', '2026-03-30'],
    ['2026-10-25T21:59:59Z', 'Europe/Berlin', '2026-10-25'],
    ['2026-10-25T22:59:59Z', 'Europe/Berlin', '2026-10-25'],
    ['2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26'],
    // Clocks go forward at midnight here: the day begins at 01:00.
    ['2018-11-04T02:59:59Z', 'America/Sao_Paulo', '2018-11-03'],
    ['2018-11-04T03:00:00Z', 'America/Sao_Paulo', '2018-11-04'],
    // A day that was left out of the calendar.
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
  ])('%s in %s is %s', (instant, zone, day) => {
    expect(dayInZone(instant, zone)).toBe(day);
  });

  test('30 days are 30 calendar days, also when one of them has 23 or 25 hours', () => {
    expect(earliestEffective(clock('P30D'), '2026-03-15')).toBe('2026-04-14');
    expect(earliestEffective(clock('P30D'), '2026-10-10')).toBe('2026-11-09');
  });
});

describe('reminderDay', () => {
  test('counts back from effect and never lands on the effective day', () => {
    expect(reminderDay({ reminder: 'P7D' }, '2027-01-15')).toBe('2027-01-08');
    expect(reminderDay({ reminder: 'P1M' }, '2027-02-28')).toBe('2027-01-31');
    expect(reminderDay({ reminder: 'P0D' }, '2027-01-15')).toBe('2027-01-14');
    expect(reminderDay({}, '2027-01-15')).toBeNull();
  });
});

describe('rate', () => {
  test('200,000 letters at 10,000 a day begin 49 days before effect under a 30-day promise', () => {
    const effective = '2027-03-01';
    const deadline = deadlineOf(clock('P30D'), effective);
    expect(startByOf(deadline, 200_000, 10_000)).toBe(addDays(effective, -49));
  });

  test.each([
    [0, 10, 1],
    [1, 10, 1],
    [10, 10, 1],
    [11, 10, 2],
    [5, undefined, 1],
    [1_000, [1_000, 5_000, 20_000], 1],
    [1_001, [1_000, 5_000, 20_000], 2],
    [26_000, [1_000, 5_000, 20_000], 3],
    [26_001, [1_000, 5_000, 20_000], 4],
  ])('%d letters at %j take %d days', (letters, pace, days) => {
    expect(sendingDays(letters, pace)).toBe(days);
  });

  test('a rate of nothing is refused', () => {
    expect(() => sendingDays(5, 0)).toThrow('a daily rate must be 1 or more letters, not 0');
    expect(() => sendingDays(5, [])).toThrow('not []');
  });
});
