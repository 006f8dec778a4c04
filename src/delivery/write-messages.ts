import type { LetterTiming, RenderedLetter } from '../notice/letter.ts';
import { buildLetterContent } from '../notice/letter-content.ts';
import { noticeKey } from '../notice/plan.ts';
import { renderLetter } from '../notice/render-letter.ts';
import { wordsFor } from '../notice/words/words.ts';
import { digestOf } from '../policy/digest.ts';
import { type LetterShape, ShapedMessage } from './batch-body.ts';
import type { BatchMember, PendingDelivery } from './ledger.ts';
import type { Message } from './ports.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import type { Sending } from './send.ts';

/**
 * Turns waiting deliveries into messages. A letter is rendered once per variant (language, timing, the notices that
 * concern the reader) and kept in the ledger with holes for the reader; from then on messages are made from the kept
 * text only, so that a second try sends the same bytes.
 */
export class LetterWriter {
  readonly #sending: Sending;
  readonly #letter: PreparedLetter;
  readonly #shapes = new Map<string, LetterShape>();
  readonly #digests = new Map<string, string>();
  readonly #languages = new Map<string, string>();

  constructor(sending: Sending, letter: PreparedLetter) {
    this.#sending = sending;
    this.#letter = letter;
  }

  /** Of the texts at hand, by variant: SHA-256 as the ledger has it. */
  get texts(): ReadonlyMap<string, string> {
    return this.#digests;
  }

  /** Which text a delivery gets that leaves today. */
  variantOf(delivery: PendingDelivery): string {
    const language = this.#languageOf(delivery.locale ?? this.#sending.site.locale);
    return [language, this.#timingOf(delivery), ...delivery.notices].join(' ');
  }

  /** Renders the texts of these deliveries and keeps them in the ledger, or takes those that hold there. */
  async prepare(deliveries: readonly PendingDelivery[]): Promise<void> {
    const { ledger } = this.#sending;
    for (const variant of new Set(deliveries.map((delivery) => this.variantOf(delivery)))) {
      const text = await renderVariant(this.#sending, this.#letter, variant);
      const kept = await ledger.keepText(this.#letter.letter, variant, text, this.#sending.stamp());
      this.#keepShape(variant, kept);
      this.#digests.set(variant, digestOf(kept));
    }
  }

  /** @param date the instant that the letters carry, ISO 8601. */
  async messages(members: readonly BatchMember[], date: string): Promise<Message[]> {
    for (const variant of new Set(members.map((member) => member.variant))) await this.#shapeOf(variant);
    return members.map((member) => new ShapedMessage(this.#shapes.get(member.variant)!, member, date));
  }

  async #shapeOf(variant: string): Promise<LetterShape> {
    const known = this.#shapes.get(variant);
    if (known) return known;
    const kept = await this.#sending.ledger.text(this.#letter.letter, variant);
    if (kept === null)
      throw new Error(`the ledger has lost the text ${variant} of letter ${this.#letter.letter}`);
    return this.#keepShape(variant, kept);
  }

  #keepShape(variant: string, kept: string): LetterShape {
    const { site } = this.#sending;
    const shape: LetterShape = {
      rendered: JSON.parse(kept) as RenderedLetter,
      letter: this.#letter.letter,
      from: site.from,
      ...(site.replyTo ? { replyTo: site.replyTo } : {}),
    };
    this.#shapes.set(variant, shape);
    return shape;
  }

  /** The language that the letter's own words will have: a list may hold any number of tags, letters have few. */
  #languageOf(locale: string): string {
    let language = this.#languages.get(locale);
    if (language === undefined) {
      language = wordsFor(locale, this.#sending.site.locale).locale;
      if (this.#languages.size < 1000) this.#languages.set(locale, language);
    }
    return language;
  }

  #timingOf(delivery: PendingDelivery): LetterTiming {
    if (delivery.notices.every((key) => delivery.joined.includes(key))) return 'joined';
    const late = this.#letter.notices.some(
      (notice) => delivery.notices.includes(noticeKey(notice)) && notice.today > notice.deadline,
    );
    return late ? 'late' : 'inTime';
  }
}

/** The text of a variant as the content of today makes it. */
export async function renderVariant(
  sending: Pick<Sending, 'site' | 'policies' | 'assess' | 'today'>,
  letter: Pick<PreparedLetter, 'letter' | 'duties'>,
  variant: string,
): Promise<string> {
  const [language, timing, ...notices] = variant.split(' ') as [string, LetterTiming, ...string[]];
  const content = buildLetterContent({
    ...{ site: sending.site, policies: sending.policies, assess: sending.assess, today: sending.today },
    duties: letter.duties.filter((duty) => notices.includes(noticeKey(duty))),
    locale: language,
    // Which of the notices are late, the day tells.
    ...(timing === 'joined' ? { timing } : {}),
  });
  return JSON.stringify(await renderLetter({ ...content, letter: letter.letter }));
}

export const isLate = (variant: string): boolean => variant.split(' ')[1] === ('late' satisfies LetterTiming);
