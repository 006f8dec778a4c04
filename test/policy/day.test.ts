import { describe, expect, test } from 'vitest';
import {
  addPeriod,
  dayInZone,
  daysBetween,
  formatDay,
  formatPeriod,
  isDay,
  isPeriod,
  lastDayBefore,
} from '../../src/policy/day.ts';

describe('days', () => {
  test.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2026-02-31', false],
    ['2026-13-01', false],
    ['2026-2-1', false],
    ['', false],
  ])('%s is a day: %s', (text, expected) => expect(isDay(text)).toBe(expected));

  test.each([
    ['P30D', true],
    ['P1M', true],
    ['P0D', true],
    ['P2W', true],
    ['P1M15D', true],
    ['30', false],
    ['P', false],
    ['PT24H', false],
    ['P-1D', false],
    ['P1.5D', false],
  ])('%s is a period: %s', (text, expected) => expect(isPeriod(text)).toBe(expected));
});

describe('calendar arithmetic', () => {
  test.each([
    ['2026-12-01', 'P30D', '2026-12-31'],
    ['2027-01-31', 'P1M', '2027-02-28'],
    ['2028-01-31', 'P1M', '2028-02-29'],
    ['2026-12-31', 'P2M', '2027-02-28'],
    ['2028-02-29', 'P1Y', '2029-02-28'],
    ['2026-03-15', 'P0D', '2026-03-15'],
  ])('%s + %s = %s', (day, period, expected) => expect(addPeriod(day, period)).toBe(expected));

  test.each([
    ['2026-12-31', 'P30D', '2026-12-01'],
    // Counted forward: 29, 30 and 31 January plus a month all clamp to 28 February, so the last of them is in time.
    ['2027-02-28', 'P1M', '2027-01-31'],
    ['2028-02-29', 'P1M', '2028-01-31'],
    ['2027-03-31', 'P1M', '2027-02-28'],
    ['2027-03-01', 'P1M', '2027-02-01'],
    ['2027-04-30', 'P2M', '2027-02-28'],
  ])('the last day in time for %s under %s is %s', (limit, period, expected) => {
    expect(lastDayBefore(limit, period)).toBe(expected);
    expect(addPeriod(lastDayBefore(limit, period), period) <= limit).toBe(true);
  });

  test('days do not shrink over a clock change', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(addPeriod('2026-03-28', 'P2D')).toBe('2026-03-30');
  });

  test('an instant belongs to the day of the zone', () => {
    expect(dayInZone('2026-11-30T23:30:00Z', 'Europe/Berlin')).toBe('2026-12-01');
    expect(dayInZone('2026-11-30T23:30:00Z', 'America/New_York')).toBe('2026-11-30');
    expect(dayInZone('2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-25');
  });
});

test('days and periods are written for people', () => {
  expect(formatDay('2026-12-31', 'en')).toBe('31 December 2026');
  expect(formatDay('2026-12-31', 'de')).toBe('31. Dezember 2026');
  expect(formatPeriod('P30D', 'en')).toBe('30 days');
  expect(formatPeriod('P1M', 'en')).toBe('1 month');
  expect(formatPeriod('P0D', 'en')).toBe('0 days');
});
