import type { NoticeProfile } from '../../policy/policy.ts';

/** A promise about changes that a new policy can begin with: what it means, the profile, and the words of the text. */
export interface PromiseChoice {
  id: string;
  /** One line for a person who chooses. */
  label: string;
  profile: Partial<
    Pick<NoticeProfile, 'period' | 'applies' | 'channels' | 'heldData' | 'optOut' | 'reminder'>
  > &
    Pick<NoticeProfile, 'period'>;
  /** The sentence that promises it, as quoted in the profile and in letters. */
  quote: string;
  /** What the clause on changes says beside. */
  more: string[];
}

/** The first is recommended; the others are the regimes that companies have in practice. */
export const promiseChoices: readonly PromiseChoice[] = [
  {
    id: 'thirty-days',
    label: 'Material changes are announced by e-mail and on the site 30 days before (recommended)',
    profile: { period: 'P30D', applies: 'material', channels: { all: ['email', 'site'] }, reminder: 'P7D' },
    quote:
      'We tell you about every material change both by e-mail and by a notice on this site, at least 30 days before it takes effect.',
    more: ['Other changes, such as corrections of wording, are published here and listed in the history.'],
  },
  {
    id: 'every-change',
    label: 'Every change is announced 30 days before; data collected before stay under the old text',
    profile: {
      period: 'P30D',
      applies: 'all',
      channels: { any: ['email', 'site'] },
      heldData: 'as-collected',
    },
    quote:
      'We announce every change by e-mail or by a notice on this site at least 30 days before it takes effect.',
    more: [
      'A new version does not apply to personal data that we collected before it takes effect; they remain governed by the previous version.',
    ],
  },
  {
    id: 'before-effect',
    label:
      'Material changes are announced before they take effect, by e-mail or on the site; no fixed period',
    profile: { period: 'P0D', applies: 'material', channels: { any: ['email', 'site'] } },
    quote: 'We announce every material change by e-mail or by a notice on this site before it takes effect.',
    more: ['Other changes are published here and listed in the history.'],
  },
  {
    id: 'opt-in',
    label: 'As recommended, and new uses of data already held need a yes',
    profile: {
      period: 'P30D',
      applies: 'material',
      channels: { all: ['email', 'site'] },
      heldData: 'opt-in',
      reminder: 'P7D',
    },
    quote:
      'We tell you about every material change both by e-mail and by a notice on this site, at least 30 days before it takes effect.',
    more: [
      'We ask for your consent before we use data that we already hold for a new purpose. Without it they are not used for that purpose.',
    ],
  },
  {
    id: 'opt-out',
    label: 'As recommended, but customers may opt out of such letters and are then told by the site',
    profile: { period: 'P30D', applies: 'material', channels: { any: ['email', 'site'] }, optOut: true },
    quote:
      'We announce every material change by e-mail or by a notice on this site at least 30 days before it takes effect.',
    more: [
      'If you have opted out of legal notices by e-mail, changes still apply to you, and you find them here.',
    ],
  },
  {
    id: 'posting',
    label:
      'Changes apply as soon as they are posted; nobody is written to (not enough where the GDPR applies)',
    profile: { period: 'P0D', applies: 'all', channels: { any: ['site'] } },
    quote: 'Changes take effect when they are posted on this site.',
    more: ['Every earlier version stays here, with the differences marked.'],
  },
];
