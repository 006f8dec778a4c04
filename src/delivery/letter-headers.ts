import type { Message } from './ports.ts';

/** Headers of every letter, whoever sends it: no out-of-office replies (RFC 3834), one thread per letter. */
export function letterHeaders(message: Pick<Message, 'reference'>): Record<string, string> {
  return { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': message.reference };
}
