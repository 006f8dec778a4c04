import type { Duty } from '../notice/duties.ts';
import { buildLetterContent } from '../notice/letter-content.ts';
import { letterTag, selectionsOf } from '../notice/letter-id.ts';
import { noticeKey } from '../notice/plan.ts';
import { subjectFor } from '../notice/render-letter.ts';
import { letterLanguages } from '../notice/words/words.ts';
import type { NoticeRecord } from './ledger.ts';
import type { Sending } from './send.ts';

type Named = Pick<NoticeRecord, 'policy' | 'version' | 'kind'>;

/**
 * What a mail in the provider's list has told of. Which policies go in one letter hangs on the day on which they were
 * ready, so another ledger may have put them into other letters; and of a letter's policies not every reader is told of
 * each. The first signs of a reference name the letter, and so the policies that it is about; the subject those of its reader.
 */
export class MailsAbout {
  readonly #sending: Sending;
  readonly #effective: string;
  /** Versions that a letter is about, by the first signs of its references. */
  readonly #letters = new Map<string, Named[][]>();
  /** Of a letter about several: versions that a reader is told of, by the subject without the reference. */
  readonly #readers = new Map<readonly Named[], Map<string, Named[][]>>();

  /** @param notices of the letter as this ledger has it: of one kind and effective day. */
  constructor(sending: Sending, letter: string, notices: readonly NoticeRecord[]) {
    this.#sending = sending;
    const { kind, effective } = notices[0]!;
    this.#effective = effective;
    this.#letters.set(letterTag(letter), [[...notices]]);
    const sameDay = sending.policies.flatMap(({ slug: policy, versions }) =>
      versions
        .filter(({ fields }) => fields.effective === effective)
        .map(({ fields: { version } }) => ({ policy, version, kind })),
    );
    const concerned = new Set(notices.map(noticeKey));
    for (const { tag, parts } of selectionsOf(kind, effective, sameDay))
      if (tag !== letterTag(letter) && parts.some((part) => concerned.has(noticeKey(part))))
        this.#letters.set(tag, [...(this.#letters.get(tag) ?? []), parts]);
  }

  /** Whether a mail with this reference may be about something that the letter is about. */
  mayBe(reference: string): boolean {
    return this.#letters.has(reference.slice(0, 4));
  }

  /** `noticeKey`s; null when several sets of them would have the same reference and subject. */
  of(subject: string, reference: string): string[] | null {
    const letters = this.#letters.get(reference.slice(0, 4)) ?? [];
    const plain = subject.replace(reference, '');
    const sets = letters.flatMap((parts) =>
      parts.length === 1 ? [parts] : (this.#readersOf(parts).get(plain) ?? []),
    );
    const [keys, ...others] = new Set(sets.map((set) => set.map(noticeKey).sort().join(' ')));
    return keys === undefined || others.length > 0 ? null : keys.split(' ');
  }

  #readersOf(parts: readonly Named[]): Map<string, Named[][]> {
    const known = this.#readers.get(parts);
    if (known) return known;
    const { site, policies, assess, today, duties } = this.#sending;
    const subjects = new Map<string, Named[][]>();
    this.#readers.set(parts, subjects);
    for (const { parts: some } of selectionsOf(parts[0]!.kind, this.#effective, parts)) {
      // What was withdrawn since is owed a correction; its letter was what it was.
      const theirs = some.flatMap(({ policy, version, kind }): Duty[] => {
        const duty = duties.find((one) => one.policy === policy && one.version === version);
        return duty ? [{ ...duty, kind }] : [];
      });
      if (theirs.length < some.length) continue;
      theirs.sort((a, b) => a.policy.localeCompare(b.policy, 'en'));
      for (const locale of letterLanguages) {
        const content = buildLetterContent({ site, policies, assess, today, duties: theirs, locale });
        const subject = subjectFor(content, '');
        subjects.set(subject, [...(subjects.get(subject) ?? []), [...some]]);
      }
    }
    return subjects;
  }
}
