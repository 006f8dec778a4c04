/** What terms of use are about. One subject a line: its name, then the words that mean it. */
export const feeWords = `
fees: fee, fees, price, prices, pricing, charge, charges, cost, costs, amount due, commission, surcharge, subscription fee, service fee, rate, rates, tariff, deposit, minimum commitment
payment: payment, pay, payable, paid, invoice, invoicing, bill, billing, billed, due date, late payment, interest on late, overdue, payment term, prepayment, prepaid
renewal: renew, renewal, auto-renew, automatic renewal, automatically renew, subscription term, billing cycle, billing period, free trial, trial period, trial, free of charge, is free, are free, free plan, free month
refunds: refund, refundable, non-refundable, money back, credit, pro rata, prorated, chargeback, reimburse, reimbursement
taxes: tax, taxes, vat, sales tax, withholding, gst, duties
virtual money: virtual currency, coins, coin, tokens, token, credits, gift card, loyalty points, points, tipping, your tips, send tips, tips to creators, reward, rewards
`;

export const legalTerms = `
liability: liability, liable, limitation of liability, damages, consequential damages, indirect damages, responsible for any loss, aggregate liability, loss of profit, not responsible, gross negligence, solely responsible, sole responsibility, at your own risk, own risk
warranty: warranty, warrant, as is, as available, disclaim, disclaimer, fitness for a particular purpose, merchantability, guarantee, no guarantee
indemnity: indemnify, indemnification, indemnity, hold harmless, defend
disputes: arbitration, arbitrate, arbitrator, class action, jury trial, small claims, dispute, disputes, mediation, governing law, law governs, laws govern, governed by, jurisdiction, venue, courts of, laws of, claim, claims, injunctive relief, limitation period, statute of limitations
termination: terminate, termination, suspend, suspension, cancel, cancellation, close your account, disable your account, deactivate your account, deactivate the account, inactive account, discontinue, discontinuation, expire, expiration, breach of these terms, revoke access, ban, restrict access, recycled
licence: licence, license, sublicense, sublicensable, sub-licensable, royalty-free, perpetual, irrevocable, worldwide, non-exclusive, transferable, intellectual property, ownership, copyright, trademark, moral rights, derivative works, grant, proprietary rights, reverse engineer, feedback, publicity, identify you as a customer
acceptable use: prohibited, prohibit, forbidden, must not, shall not, may not use, not permitted, not allowed, agree not to, acceptable use, restricted, unlawful, illegal, abusive, infringe, infringing, harass, impersonate, spam, malware, violate, violation, misuse, pornography, offensive, unauthorised, strictly prohibited, hate speech
duties: you agree, you represent, represent and warrant, you warrant, you are responsible, you acknowledge, authorise, authority to bind, you must, obligation, obligations, comply with, consent to, responsible
service level: service level, sla, uptime, availability, maintenance, support hours, response time, service credit
assignment: assign, assignment, assignable, transfer this agreement, successor, force majeure, severability, entire agreement, waiver, survive, survival, order of precedence, prevail
confidentiality: confidential information, confidentiality, confidential, trade secret, nondisclosure
export: export control, sanctions, sanctioned, embargo
eligibility: eligible, eligibility, minimum age, age of majority, you must be at least, years old to, legal age, who may use, legal capacity
audit rights: audit, inspection of your, inspection of the books, right of inspection, right to inspect, inspect your, inspect the books
beta services: beta, preview feature, experimental feature
data processing terms: process personal data on behalf, instructions, process on behalf of, processed on behalf of, sub-processor, subprocessor, data subject
`;
