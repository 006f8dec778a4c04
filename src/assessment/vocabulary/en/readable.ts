/** Terms of the vocabularies that customers are told otherwise: `any right` → `your rights`. */
const readableTerms: Readonly<Record<string, string>> = {
  'any right': 'your rights',
  'right of access': 'the right of access',
  'right to correction': 'the right to correction',
  'right to deletion': 'the right to deletion',
  'right to portability': 'the right to take your data with you',
  'right to object': 'the right to object',
  'right to restriction': 'the right to restriction',
  'withdrawal of consent': 'withdrawing consent',
  'opt-out': 'a way to opt out',
  'opt-in': 'asking for your consent',
  preferences: 'your settings',
  complaint: 'the right to complain',
  redress: 'ways to settle a dispute',
  'time to answer': 'how soon we answer',
  'any of your data': 'your data',
  name: 'your name',
  'e-mail address': 'your e-mail address',
  'telephone number': 'your telephone number',
  'ip address': 'the IP address',
  'legal basis legitimate interest': 'legitimate interests as a legal basis',
  'legal basis consent': 'consent as a legal basis',
  'legal basis contract': 'the contract as a legal basis',
  'legal basis public interest': 'the public interest as a legal basis',
  'legal basis': 'the legal basis',
  affiliates: 'companies of our group',
  'buyers of the business': 'whoever takes over the business',
  logs: 'log data and error reports',
  duties: 'your duties',
  licence: 'licences',
  'acceptable use': 'what is not allowed',
  keeping: 'how long data are kept',
  deletion: 'deletion',
};

const mostTerms = 7;

/** `a, b and c`, in words that readers know. */
export function readable(terms: readonly string[]): string {
  const words = [...new Set(terms.map((term) => readableTerms[term] ?? term))];
  if (words.length > mostTerms) return `${words.slice(0, mostTerms).join(', ')} and more`;
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
