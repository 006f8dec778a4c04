import type { Command } from './context.ts';

/** What the program can be asked, for its help and for reading the command line. Commands are loaded when they are called. */

export interface Entry {
  usage: string;
  description: string;
  options?: [flags: string, description: string][];
  load: () => Promise<{ run: Command }>;
  /** Goes through lists of any length, so its memory is kept small from the start. */
  streams?: true;
}

const recipients: [string, string] = [
  '--recipients <file>',
  'recipient list, CSV or JSON Lines (default: site.yaml)',
];
const site: [string, string] = [
  '--site <place>',
  'URL or folder where the published site is looked at (default: site.yaml; with the outbox mailer dist/)',
];
const mailer: [string, string] = ['--mailer <name>', 'outbox or resend (default: site.yaml)'];
const outbox: [string, string] = [
  '--outbox <dir>',
  'folder for letters of the outbox mailer (default: outbox)',
];
const format = (names: string): [string, string] => ['--format <name>', names];

export const entries: Entry[] = [
  {
    usage: 'start',
    description: 'build, check, plan, write the letters due into the outbox, serve the site',
    options: [
      ['--once', 'end instead of serving'],
      ['--port <n>', 'port to serve on (default: 4321, or the next that is free)'],
      ['--out <dir>', 'folder of the site (default: dist)'],
      outbox,
      recipients,
    ],
    load: () => import('./commands/start.ts'),
  },
  {
    usage: 'build',
    description: 'build the site',
    options: [['--out <dir>', 'folder of the site (default: dist)']],
    load: () => import('./commands/build.ts'),
  },
  {
    usage: 'check [policy...]',
    description: 'problems in the content: where, what is wrong, how to mend it',
    options: [
      format('text | json | github (annotations; the default in a GitHub workflow)'),
      ['--watch', 'answer after each save, until interrupted'],
    ],
    load: () => import('./commands/check.ts'),
  },
  {
    usage: 'init',
    description: 'begin a site of your own: content/ with a first privacy notice to edit; asks at a terminal',
    options: [
      ['--name <company>', 'the company, as it signs letters'],
      ['--url <address>', 'where the site will be published'],
      ['--time-zone <zone>', 'IANA zone in which days begin (default: this machine’s)'],
      ['--from <sender>', 'sender of letters, such as "Example Legal <legal@example.com>"'],
      ['--reply-to <address>', 'the address that people read'],
      [
        '--promise <name>',
        'thirty-days | every-change | before-effect | opt-in | opt-out | posting (default: thirty-days)',
      ],
      ['--move-old <dir>', 'move a content folder that is there, such as the sample, out of the way'],
    ],
    load: () => import('./commands/init.ts'),
  },
  {
    usage: 'new [policy]',
    description: 'begin the next version: a draft of the text in force, number and days worked out',
    options: [
      ['--from <version>', 'in-force, upcoming, or a number (default: in-force)'],
      ['--published <day>', 'day on which it will be posted (default: today)'],
    ],
    load: () => import('./commands/new.ts'),
  },
  {
    usage: 'report',
    description:
      'what a reviewer wants to know, as one comment on a pull request: class, dates, letter, redline, problems',
    options: [
      ['--base <ref>', 'versions that differ from this commit or branch (default: all that are ahead)'],
      ['--since <dir>', 'versions that differ from the content in this folder'],
      ['--full', 'as long as it is, not cut to the size of a comment'],
      ['--out <dir>', 'write comment.md, report.md and what a preview is built from'],
    ],
    load: () => import('./commands/report.ts'),
  },
  {
    usage: 'lock',
    description: 'add the digests and clause ids of newly published versions to versions.lock',
    load: () => import('./commands/lock.ts'),
  },
  {
    usage: 'import <source>',
    description:
      'make a policy out of a file (.md, .mdx, .txt, .html), a folder of dated files, or a file’s history in git',
    options: [
      ['--policy <slug>', 'address of the new policy, such as privacy'],
      ['--history', 'the file with all its history in the git repository that it is in'],
      ['--file <path>', 'source is a git repository: the history of this path in it'],
      ['--formerly <path>', 'a name that the file of a history had before, where git sees no renaming'],
      ['--fold-reverts', 'leave out changes of a history that the next one took back'],
      format('text | json'),
    ],
    load: () => import('./commands/import.ts'),
  },
  {
    usage: 'redline <old> <new>',
    description: 'compare two texts',
    options: [format('text | html | json | md')],
    load: () => import('./commands/redline.ts'),
  },
  {
    usage: 'assess <old> <new>',
    description: 'which changes between two texts matter, and why',
    options: [
      format('text | json | md'),
      ['--kind <kind>', 'privacy | terms | cookies | subprocessors | other'],
      ['--held-data <rule>', 'follows | as-collected | opt-in'],
    ],
    load: () => import('./commands/assess.ts'),
  },
  {
    usage: 'plan',
    description: 'what is due, by when, to how many, and whether it is lawful',
    options: [recipients, site, mailer, outbox],
    load: () => import('./commands/plan.ts'),
    streams: true,
  },
  {
    usage: 'preview <policy> [version]',
    description: 'the letter as it will be sent, HTML and text',
    options: [
      format('text | html | json'),
      ['--out <dir>', 'write the letter there as HTML and text'],
      ['--kind <name>', 'advance, reminder or correction (default: what is announced or withdrawn)'],
      ['--as <name>', 'in-time, late or joined: the letter of those who are told so'],
      ['--locale <tag>', 'the letter for readers of this language'],
      recipients,
      site,
      mailer,
      outbox,
    ],
    load: () => import('./commands/preview.ts'),
  },
  {
    usage: 'send',
    description: 'send what is due on the day',
    options: [
      recipients,
      site,
      mailer,
      outbox,
      ['--test <address>', 'send the letter to this address only, marked as a test'],
      ['--limit <n>', 'stop after n letters'],
      ['--dry-run', 'show what would be sent, send nothing'],
      ['--yes', 'ask nothing'],
      ['--accept-rejects', 'send although many rows of the list are bad, or many who wait are gone from it'],
      ['--new-ledger', 'begin a new ledger for a version announced before: nobody has been written to'],
    ],
    load: () => import('./commands/send.ts'),
    streams: true,
  },
  {
    usage: 'status',
    description: 'where each notice stands',
    options: [
      recipients,
      site,
      mailer,
      outbox,
      ['--explain <id>', 'everything about one recipient'],
      ['--worklist', 'those not reached, as CSV'],
      ['--fail-on <list>', 'exit 1 if there are: late,unreached'],
    ],
    load: () => import('./commands/status.ts'),
    streams: true,
  },
  {
    usage: 'record [id]',
    description: 'note that somebody was told in another way: by post, in the service, by a person’s e-mail',
    options: [
      ['--file <file>', 'many at once: one id a line, or a CSV with a column id, such as the worklist'],
      ['--channel <name>', 'post | service | email'],
      ['--date <day>', 'the day on which they were told, YYYY-MM-DD'],
      [
        '--notice <key>',
        'only this notice, such as privacy/5/advance (default: the file’s column notice, else all until 90 days after effect)',
      ],
      mailer,
      outbox,
    ],
    load: () => import('./commands/record.ts'),
  },
  {
    usage: 'webhook',
    description: 'take Resend’s events (delivered, bounced, …) into the ledger until stopped',
    options: [
      ['--port <n>', 'port to listen on (default: 8787)'],
      ['--host <address>', 'address to listen on (default: 127.0.0.1; put HTTPS in front of it)'],
      mailer,
    ],
    load: () => import('./commands/webhook.ts'),
  },
  {
    usage: 'sync',
    description: 'ask Resend what became of letters: its suppression list and, for small lists, every mail',
    options: [['--all', 'ask for every letter, however many, through the list of sent mail'], mailer],
    load: () => import('./commands/sync.ts'),
  },
  {
    usage: 'withdraw <policy> <version>',
    description:
      'take back a version that is announced and not in force yet; those who were told get a correction',
    options: [
      ['--reason <text>', 'why, for customers to read'],
      ['--by <name>', 'who decides it'],
      mailer,
      outbox,
    ],
    load: () => import('./commands/withdraw.ts'),
  },
  {
    usage: 'postpone <policy> <version>',
    description: 'withdraw an announced version and publish its text under a new number with later dates',
    options: [
      ['--effective <day>', 'the new day on which it takes effect, YYYY-MM-DD'],
      ['--published <day>', 'the day on which the new number is published (default: today)'],
      ['--reason <text>', 'why, for customers to read'],
      ['--by <name>', 'who decides it'],
      mailer,
      outbox,
    ],
    load: () => import('./commands/postpone.ts'),
  },
  {
    usage: 'proof <policy> <version>',
    description: 'everything that proves the notices of a version, in one archive',
    options: [
      ['--out <file>', 'the archive (default: proof-<policy>-<version>.zip)'],
      ['--recipient <id>', 'show this recipient in clear and all others as commitments'],
      mailer,
      outbox,
    ],
    load: () => import('./commands/proof.ts'),
  },
  {
    usage: 'verify <pack>',
    description: 'check an archive of `proof` by itself: what does not fit, down to the entry',
    options: [['--key <file>', 'the sender’s public key (PEM), when the pack is signed']],
    load: () => import('./commands/verify.ts'),
  },
  {
    usage: 'doctor',
    description: 'before the day: key, sending domain, quota, ledger, published site, time zone, webhook',
    options: [recipients, site, mailer, outbox],
    load: () => import('./commands/doctor.ts'),
  },
  {
    usage: 'backup <file>',
    description: 'copy the ledger into a new file, also while letters are being sent',
    options: [mailer, outbox],
    load: () => import('./commands/backup.ts'),
  },
  {
    usage: 'purge',
    description:
      'erase personal data of notices that took effect 90 days ago or earlier; the ledger still verifies',
    options: [
      ['--before <day>', 'of all notices whose version took effect before this day'],
      ['--recipient <id>', 'of this recipient'],
      ['--yes', 'ask nothing'],
      mailer,
      outbox,
    ],
    load: () => import('./commands/purge.ts'),
  },
];
