import type { Channel, NoticeProfile } from '../../policy/policy.ts';
import * as rules from './promise-rules.ts';
import type { Sentence } from './promise-sentences.ts';

/** Channels that a sentence names, in its order, with their places. */
export function channelsIn(text: string): { channel: Channel; index: number }[] {
  return rules.channelRules
    .flatMap(({ channel, pattern }) => {
      const match = [...text.matchAll(pattern)].find((m) => !isAddress(text, m.index));
      // Ordered by where each is named: a posting by the place it is posted to.
      return match ? [{ channel, index: match.index + match[0].length }] : [];
    })
    .sort((a, b) => a.index - b.index);
}

/**
 * The channels of the binding sentences, in their order. Other sentences add to a mere posting (a letter is never less),
 * not to a letter: that would make the promise weaker.
 */
export function channelsOf(
  binding: readonly Sentence[],
  telling: readonly Sentence[],
  doubts: string[],
  note: (sentence: Sentence) => void,
): NoticeProfile['channels'] {
  const channels: Channel[] = [];
  const optional = new Set<Channel>();
  let all = false;
  const silent = binding.every(({ text }) => channelsIn(text).length === 0);
  for (const sentence of [...binding, ...telling.filter((other) => !binding.includes(other))]) {
    const binds = silent || binding.includes(sentence);
    const here = channelsIn(sentence.text).filter(
      ({ channel }) => binds || (channel !== 'site' && channels.includes('site')),
    );
    if (here.length === 0) continue;
    note(sentence);
    if (
      binds &&
      here.length > 1 &&
      rules.allChannels.test(sentence.text) &&
      !rules.anyChannel.test(sentence.text)
    )
      all = true;
    for (const { channel, index } of here) {
      const may = channel !== 'site' && isOptional(sentence.text, index);
      if (may && !channels.includes(channel)) optional.add(channel);
      if (!may) optional.delete(channel);
      if (!channels.includes(channel)) channels.push(channel);
    }
  }
  const sure = channels.filter((channel) => !optional.has(channel));
  if (sure.length > 0 && optional.size > 0)
    doubts.push(
      `Told by ${[...optional].join(', ')} only if the company chooses: the promise itself is kept without.`,
    );
  if (
    !all &&
    sure.length > 1 &&
    !binding.some(({ text }) => channelsIn(text).length > 1 && rules.anyChannel.test(text))
  )
    doubts.push(
      `Several ways of telling are named (${sure.join(', ')}) and it is not said whether one is enough: any one of them was taken.`,
    );
  const ordered = [...sure, ...optional];
  if (ordered.length === 0) {
    doubts.push('The promise does not say how readers are told; e-mail or site was taken.');
    return { any: ['email', 'site'] };
  }
  return all && sure.length > 1 ? { all: sure } : { any: ordered };
}

/** `we may send you e-mails`, not `we may change this, but we will e-mail you`: the last such word before it decides. */
function isOptional(text: string, index: number): boolean {
  const last =
    [...text.slice(0, index).matchAll(/\b(may|might|can|could|will|shall|must|are|is)\b/gi)].at(-1)?.[0] ??
    '';
  return rules.optionalLetter.test(last) || /\b(if|where|as) we (so )?(choose|deem|see fit)\b/i.test(text);
}

/** `by emailing us at privacy@…` and `sent to the email address` tell where, not how readers are told. */
function isAddress(text: string, index: number): boolean {
  return (
    /^e-?mail(ing)?s? (us|our|to us|privacy@)|^e-?mail address/i.test(text.slice(index)) ||
    /\b(contact us|write to us|reach us)[^.]{0,40}$/i.test(text.slice(0, index))
  );
}
