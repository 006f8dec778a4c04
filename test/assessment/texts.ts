/** Our own texts for a fictional company; the pairs change one place in them. */
export const privacy = `# Privacy notice

Last updated: 3 March 2026

Fernhill Software GmbH ("Fernhill", "we", "us") runs Fernhill Ledger, an accounting service for small firms. This notice describes how we handle personal data. It applies to the website and to Fernhill Ledger.

## 1. What we collect

When you open an account, we collect:

- your name and e-mail address
- your company's billing address
- the payment method that you choose

We log your IP address and the type of browser when you sign in. We do not collect precise location. We collect contact details, such as your telephone number.

"Usage data" means the pages that you open and the features that you use.

## 2. Why we use it

We use personal data to provide the service, to send invoices and to answer questions. We use usage data to find faults. We will not use your documents to train AI models. With your explicit consent, we send you our newsletter.

## 3. With whom we share it

We share personal data with our hosting provider and with our payment provider. We do not sell your personal data. We may disclose data to public authorities only if the law requires it.

| Subprocessor | Task | Place |
| --- | --- | --- |
| Alder Hosting AG | Hosting | Germany |
| Brook Payments Ltd | Payments | Ireland |

## 4. How long we keep it

We keep account data for two years after you close your account. Log files are deleted after 30 days. Invoices are kept as long as tax law requires.

## 5. Where data are stored

All data are stored in Germany. If data are transferred outside the European Economic Area, we rely on standard contractual clauses.

## 6. Your rights

You have the right to access, correct and delete your personal data. You can object to direct marketing at any time. You can opt out of analytics in your account settings. We answer requests within one month.

## 7. Security

We encrypt data in transit and at rest. Access is limited to staff who need it.

## 8. Children

Fernhill Ledger is not meant for children under 16.

## 9. Cookies

We use only cookies that are strictly necessary.

## 10. Changes to this notice

We will notify you by e-mail at least 30 days before a material change takes effect. Data collected before a change stays under the notice in force when it was collected.

## 11. Contact

Fernhill Software GmbH, Lindenweg 4, 80331 Munich. Write to privacy@fernhill.example or call +49 89 1234567. Our data protection officer is Ines Brandt.
`;

export const terms = `# Terms of service

Effective 1 January 2026

These terms are a contract between you and Fernhill Software GmbH about Fernhill Ledger.

## 1. Accounts

You must be at least 18 years old to open an account. You are responsible for keeping your password secret.

## 2. Fees

The subscription costs €20 per month. Subscriptions renew automatically unless you cancel 14 days before the end of the term. You may ask for a refund within 30 days of payment.

## 3. Your content

You keep all rights in your content. You grant us a licence to store and display your content for as long as you use the service.

## 4. Acceptable use

You must not:

- send spam
- break the law
- interfere with the service

## 5. Liability

Our liability is limited to the fees that you paid in the last 12 months. We are not liable for indirect damages.

## 6. Ending the contract

You may end the contract at any time. We may suspend your account if you breach these terms, and we will give you 30 days' notice.

## 7. Disputes

German law governs these terms. The courts of Munich have jurisdiction.

## 8. Changes

We may change these terms by giving you 30 days' notice by e-mail.
`;

export const subprocessors = `# Subprocessors of Fernhill Ledger

Last updated: 1 February 2026

We use these subprocessors to provide Fernhill Ledger.

| Name | Task | Place |
| --- | --- | --- |
| Alder Hosting AG | Hosting | Germany |
| Brook Payments Ltd | Payments | Ireland |
| Cedar Mail Inc | E-mail delivery | United States |
`;

export const german = `# Datenschutzhinweise

Wir verarbeiten Ihre Daten, um Ihnen unseren Dienst bereitzustellen. Wir geben Ihre Daten nicht an Dritte weiter. Die Protokolldaten werden nach 30 Tagen gelöscht, wenn sie nicht mehr gebraucht werden. Sie haben das Recht auf Auskunft und auf Löschung der Daten, die wir von Ihnen gespeichert haben.
`;
