import { describe, expect, test } from 'vitest';
import { isUsableAddress, joinedInWindow, standingOf } from '../../src/notice/audience.ts';
import { type Duty, dutiesOf } from '../../src/notice/duties.ts';
import { assessed, policy, recipient, version } from './builders.ts';
import { countAudience } from './count-audience.ts';

const begun = [
  { policy: 'privacy', version: '2', kind: 'advance', firstDay: '2026-12-01', complete: false },
] as const;

function duty(
  profile: Record<string, unknown> = {},
  settings: Record<string, unknown> = {},
  level: Duty['class'] = 'material',
  started = true,
): Duty {
  const two = policy([version('2', '2026-12-01', '2027-01-15')], {
    notice: [{ since: '1', period: 'P30D', ...profile }],
    ...settings,
  });
  return dutiesOf(two, assessed({ class: level }), '2026-12-05', started ? begun : [])[0]!;
}

describe('standingOf', () => {
  test('everybody is told by letter, those who opted out of legal mail too', () => {
    expect(standingOf(recipient(), duty())).toBe('letter');
    expect(standingOf(recipient({ optedOut: true }), duty())).toBe('letter');
  });

  test('legal mail is left out where the profile allows it, never for consent', () => {
    const out = recipient({ optedOut: true });
    expect(standingOf(out, duty({ optOut: true }))).toBe('optedOut');
    expect(standingOf(out, duty({ optOut: true }, {}, 'consent'))).toBe('letter');
  });

  test('segments', () => {
    const owners = duty({}, { segments: ['owner', 'admin'] });
    expect(standingOf(recipient({ segments: ['admin', 'eu'] }), owners)).toBe('letter');
    expect(standingOf(recipient({ segments: ['eu'] }), owners)).toBe('outside');
    expect(standingOf(recipient(), owners)).toBe('outside');
  });

  test.each([
    [undefined, 'letter', 'letter'],
    ['2026-11-30', 'letter', 'letter'],
    // On the day the notice began: counts as an old customer, because the letter may have left before they joined.
    ['2026-12-01', 'letter', 'letter'],
    ['2026-12-02', 'letter', 'signUp'],
    ['2027-01-14', 'letter', 'signUp'],
    ['2027-01-15', 'outside', 'outside'],
  ])('joined %s: %s, or %s where joiners are told at sign-up', (joined, byLetter, bySignUp) => {
    const someone = recipient({ joined });
    expect(standingOf(someone, duty())).toBe(byLetter);
    expect(standingOf(someone, duty({ joined: 'sign-up' }))).toBe(bySignUp);
  });

  test('before the notice begins there is no window', () => {
    const waiting = duty({ joined: 'sign-up' }, {}, 'material', false);
    expect(standingOf(recipient({ joined: '2026-12-03' }), waiting)).toBe('letter');
    expect(joinedInWindow(recipient({ joined: '2026-12-03' }), waiting)).toBe(false);
  });

  test('without a usable address the site has to do, unless there is a fallback', () => {
    expect(standingOf(recipient({ email: '' }), duty())).toBe('siteOnly');
    expect(standingOf(recipient({ email: '', fallbackEmail: 'b@customer.example' }), duty())).toBe('letter');
  });
});

test.each([
  ['anna@customer.example', true],
  ['anna+legal@mail.customer.example', true],
  ['jürgen@bücher.example', true],
  ['', false],
  ['anna', false],
  ['anna@localhost', false],
  ['anna@customer.example\r\nBcc: x@evil.example', false],
  ['a@b.example,c@d.example', false],
  ['Anna <a@b.example>', false],
  [`${'a'.repeat(250)}@b.example`, false],
])('%j is a usable address: %s', (address, usable) => {
  expect(isUsableAddress(address)).toBe(usable);
});

describe('countAudience', () => {
  test('streams the list once and counts every notice; the standings add up', async () => {
    let reads = 0;
    async function* people() {
      for (let n = 0; n < 1000; n++) {
        reads += 1;
        yield recipient({
          segments: n % 10 === 0 ? ['owner'] : [],
          optedOut: n % 5 === 0,
          joined: n % 4 === 0 ? '2026-12-20' : undefined,
        });
      }
    }
    const everybody = duty({ optOut: true, joined: 'sign-up' });
    const owners = { ...duty({}, { segments: ['owner'] }), policy: 'terms' };
    const audience = await countAudience([everybody, owners], people());
    expect(reads).toBe(1000);
    expect(audience.get('privacy/2/advance')).toEqual({
      letter: 600,
      optedOut: 150,
      siteOnly: 0,
      signUp: 250,
      outside: 0,
      joinedInWindow: 250,
    });
    expect(audience.get('terms/2/advance')).toEqual({
      letter: 100,
      optedOut: 0,
      siteOnly: 0,
      signUp: 0,
      outside: 900,
      joinedInWindow: 50,
    });
  });
});
