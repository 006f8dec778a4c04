import type { Day } from '../../policy/day.ts';
import type { PromiseChoice } from './promises.ts';

export interface FirstText {
  company: string;
  contact: string;
  today: Day;
  promise: PromiseChoice;
}

const quoted = (text: string): string => JSON.stringify(text);
/** Signs that Markdown or MDX would make something of. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#&]/g, '\\$&');

/**
 * A first privacy notice to be edited: what Articles 13 and 14 of the GDPR ask for, clause by clause, in plain words. What only the
 * company knows stands in `[FILL IN: …]`, which `check` finds and `lock` refuses.
 */
export function firstNotice({ company, contact, today, promise }: FirstText): string {
  const name = escaped(company);
  return `---
version: "1"
published: "${today}"
effective: "${today}"
summary: ${quoted(`The first version of our privacy notice.`)}
# The short layer on top of the text. Each point is bound to the clauses that it sums up: check says when one is out of date.
highlights:
  - title: "We use what we need"
    text: "We collect the data that we need for our service, and say for each purpose why we may use them."
    clauses: [what-we-collect, why-we-use-it]
  - title: "You decide"
    text: "You can see, correct, export and delete your data, and object to their use. A message is enough."
    clauses: [your-rights]
  - title: "No silent changes"
    text: ${quoted(promise.quote)}
    clauses: [changes-to-this-notice]
---

This notice explains what ${name} does with personal data when you use [FILL IN: your service and your website].

## 1. Who we are

${name} is responsible for the personal data described here. You reach us at [${escaped(contact)}](mailto:${encodeURIComponent(contact).replaceAll('%40', '@')}) or by post at [FILL IN: postal address].

Our data protection officer is [FILL IN: name and e-mail address, or take this sentence away].

## 2. What we collect

- **Account:** your name, your e-mail address and your password.
- **Use:** when you use the service, with which device, and what you do in it.
- **Payment:** what was paid and when. Card numbers go to our payment provider, not to us.
- [FILL IN: anything else, and where it comes from if not from you]

## 3. Why we use it

| Purpose | Data | Legal basis |
| --- | --- | --- |
| To provide the service | Account, use | Contract, Article 6(1)(b) GDPR |
| To bill it | Account, payment | Contract; legal duty, Article 6(1)(b) and (c) GDPR |
| To keep it secure | Use | Legitimate interest in a secure service, Article 6(1)(f) GDPR |
| [FILL IN: other purposes] | [FILL IN: data] | [FILL IN: legal basis] |

We do not sell personal data, and take no decisions about you by automated means alone.

## 4. Who receives it

Companies that work for us process data on our instructions: [FILL IN: hosting, e-mail, support, payment, by name or in a list of their own].

Authorities receive data where the law obliges us to hand them over.

## 5. Where it is processed

We process personal data in [FILL IN: countries]. Where they leave the European Economic Area, it is on the basis of [FILL IN: adequacy decision or standard contractual clauses].

## 6. How long we keep it

| Data | Period |
| --- | --- |
| Account | Until you close it, and 30 days more |
| Use | 90 days |
| Payment | As long as tax law requires: [FILL IN: years] |

## 7. Cookies

We use cookies that the service needs to work. Others are set only if you agree. [FILL IN: or take this away]

## 8. Your rights

You can ask us for a copy of your data, have them corrected or deleted, restrict their use, and receive them in a form that machines can read. You can object to uses that rest on our legitimate interests. Where you gave consent, you can withdraw it at any time.

Write to [${escaped(contact)}](mailto:${encodeURIComponent(contact).replaceAll('%40', '@')}). We answer within one month. You can also complain to a data protection authority, for example [FILL IN: the authority at your seat].

## 9. Changes to this notice

${promise.quote}

${promise.more.join('\n\n')}

Earlier versions stay on this site, and every change can be seen word by word.
`;
}
