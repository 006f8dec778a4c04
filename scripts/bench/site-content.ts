import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How much content to make: `words` is the length of the first version of each policy. */
export interface ContentSize {
  policies: number;
  versions: number;
  words: number;
}

/**
 * Content for the benchmarks, made up from parts and the same in every run: policies with clauses, lists and a table. Each
 * version rewrites some sentences of the one before, adds and drops a few, and sometimes a clause: about one word in thirty changes.
 */
export function writeBenchContent(dir: string, size: ContentSize): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, 'site.yaml'),
    'name: Fernhill Software GmbH\nurl: https://fernhill.example.com/legal/\ntimeZone: Europe/Berlin\nlocale: en\nfrom: legal@fernhill.example.com\n',
  );
  for (let policy = 0; policy < size.policies; policy++) {
    const folder = join(dir, `policy-${policy + 1}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'policy.yaml'),
      `title: Privacy notice ${policy + 1}\nkind: privacy\nnotice:\n  - since: "1"\n    period: P30D\n    applies: material\n`,
    );
    const text = new GrowingText(policy + 1, size.words);
    for (let version = 1; version <= size.versions; version++) {
      if (version > 1) text.amend();
      writeFileSync(join(folder, `${version}.mdx`), withFrontMatter(version, text.markdown()));
    }
  }
}

/**
 * One policy of some 5,000 words in five versions, real prose: the sample's privacy notice, and after it as many clauses of
 * its terms as there is room for. Made-up sentences repeat themselves, which packs far too well to weigh pages with.
 */
export function writeSampleContent(dir: string, sample: string): void {
  writeBenchContent(dir, { policies: 0, versions: 0, words: 0 });
  const folder = join(dir, 'policy-1');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'policy.yaml'),
    'title: Privacy notice\nkind: privacy\nnotice:\n  - since: "1"\n    period: P30D\n    applies: material\n',
  );
  const read = (file: string) => readFileSync(join(sample, file), 'utf8');
  for (let version = 1; version <= 5; version++) {
    const notice = read(`privacy/${version}.mdx`);
    const terms = read(`terms/${version < 4 ? 1 : 2}.mdx`).replace(/^---\n[\s\S]*?\n---\n/, '');
    let text = notice.trimEnd();
    for (const clause of terms.split(/\n(?=## )/).slice(1))
      if (countWords(text) + countWords(clause) < 5200) text += `\n\n${clause.trim()}`;
    writeFileSync(join(folder, `${version}.mdx`), `${text}\n`);
  }
}

const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;

function withFrontMatter(version: number, body: string): string {
  const effective = Temporal.PlainDate.from('2010-01-01').add({ months: 3 * version });
  return `---
version: "${version}"
published: "${effective.subtract({ days: 45 })}"
effective: "${effective}"
summary: "Version ${version} explains some processing in other words and changes a few periods."
highlights:
  - title: What we need
    text: "We process what is necessary to run Ledger, to bill it and to keep it secure."
---

${body}`;
}

interface Clause {
  title: string;
  paragraphs: string[][];
  list: string[];
}

const titles =
  'What we collect,Why we process data,Who receives data,Transfers abroad,How long we keep data,Your rights,Security,Cookies,Children,How we tell you,Payments,Support,Logs,Backups,Analytics,Processors,Complaints,Contact'.split(
    ',',
  );
const actors = ['We', 'Our support team', 'Our processors', 'Fernhill', 'The account owner'];
const verbs = ['collect', 'store', 'use', 'keep', 'share', 'analyse', 'delete', 'receive'];
const data =
  'e-mail addresses,invoices,log files,device identifiers,support conversations,payment records,names and postal addresses,bookings,bank statements,usage statistics'.split(
    ',',
  );
const purposes =
  'to provide Ledger,to keep the service secure,to answer your questions,to meet legal obligations,to improve the product,to prevent abuse,to issue invoices,to send notices about changes'.split(
    ',',
  );
const conditions =
  'when you create an account,as long as your contract lasts,unless you object,on the instructions of your organisation,where the law requires it,with your consent,after you close the account'.split(
    ',',
  );

class GrowingText {
  private state: number;
  private readonly clauses: Clause[] = [];

  constructor(seed: number, words: number) {
    this.state = seed * 7919;
    // A clause has about 215 words.
    for (let at = 0; at < Math.max(1, Math.round(words / 215)); at++) this.clauses.push(this.clause());
  }

  /** The next version: some sentences other, one paragraph more, one less, now and then a new clause for an old one. */
  amend(): void {
    for (let edits = 0; edits < this.clauses.length / 2; edits++) {
      const paragraph = this.pick(this.pick(this.clauses).paragraphs);
      paragraph[this.below(paragraph.length)] = this.sentence();
    }
    this.pick(this.clauses).paragraphs.push(this.paragraph());
    const long = this.clauses.toSorted((a, b) => b.paragraphs.length - a.paragraphs.length)[0];
    long?.paragraphs.splice(this.below(long.paragraphs.length), 1);
    if (this.below(8) === 0) this.clauses[this.below(this.clauses.length)] = this.clause();
  }

  markdown(): string {
    return this.clauses
      .map(({ title, paragraphs, list }, index) =>
        [
          `## ${index + 1}. ${title}`,
          ...paragraphs.map((sentences) => sentences.join(' ')),
          list.map((item) => `- ${item}`).join('\n'),
          ...(index === 2 ? [this.table()] : []),
        ].join('\n\n'),
      )
      .join('\n\n')
      .concat('\n');
  }

  private clause(): Clause {
    return {
      title: `${this.pick(titles)} ${this.pick(['and why', 'in detail', 'for customers', 'in Ledger'])}`,
      paragraphs: Array.from({ length: 3 }, () => this.paragraph()),
      list: Array.from({ length: 4 }, () => `**${this.pick(data)}** ${this.pick(purposes)};`),
    };
  }

  private paragraph = (): string[] => Array.from({ length: 3 }, () => this.sentence());

  private sentence = (): string =>
    `${this.pick(actors)} ${this.pick(verbs)} ${this.pick(data)} and ${this.pick(data)} ${this.pick(purposes)}, ${this.pick(conditions)}, for ${2 + this.below(28)} ${this.pick(['days', 'weeks', 'months'])}.`;

  private table(): string {
    const rows = data
      .slice(0, 6)
      .map((kind, index) => `| ${kind} | ${purposes[index]} | ${index + 1} years |`);
    return ['| Data | Purpose | Period |', '| --- | --- | --- |', ...rows].join('\n');
  }

  private below(limit: number): number {
    this.state = (this.state * 48271) % 2147483647;
    return this.state % limit;
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}
