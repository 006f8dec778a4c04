/** Titles and lead-ins of clauses → what the clause is about. One category a line. */
export const topics = `
retention: retention, how long, storage period, data deletion, deletion of, keep your, keep data, retain, account deletion, duration of, duration, lifetime, kept for, stored for, keep for, deleted after
change-terms: changes to this, changes to policy, changes to our, change this, updates to this, modification, modify this, revisions, amendments, changes & questions, updates to privacy
children: children, child, minors, age, teen, parent
transfers: transfer, international, cross-border, transfer abroad, transfer of data, where store, where we process, location of, data transfer, third country, outside the eu, storage location, privacy shield, data privacy framework
sale-ads: advertising, ads, sale of, sell, interest-based, do not sell, targeted
cookies: cookie, tracking technology, tracking, web beacon, pixel, similar technology, sdk
sharing: share, disclose, disclosure, recipient, who has access, third party, service provider, subprocessor, sub-processor, processor, with whom, receive your, partners, affiliates, transfer of business
rights: right, choice, control, opt-out, your data protection, access and correct, manage, preferences, how to exercise, privacy settings
security: security, protect, safeguard, encryption, breach, confidentiality
purpose: how use, use of, why, purpose, what do with, legal basis, lawful basis, we use, process your, using data, grounds for
collection: collect, collection, information provide, data we process, what data, categories of personal, categories of information, sources, information gather, data collected, automatically, you give us, personal data we, information about you, device information
fees: fee, payment, price, billing, refund, charges, subscription, renewal, tax
eligibility: eligibility, who can use, who may use, account requirement, age requirement
legal-terms: liability, warranty, disclaimer, indemnity, indemnification, arbitration, dispute, governing law, jurisdiction, termination, suspension, licence, intellectual property, acceptable use, prohibited, conduct, content, ownership, assignment, miscellaneous, restrictions, user obligations, obligations, agreement, your responsibilities
controller: who we are, controller, responsible for, about us, data fiduciary
contact: contact, question, how to reach, get in touch, complaint to us, address, data protection officer
definitions: definition, defined term, glossary, meaning of, interpretation
scope: scope, applies, apply to, what this covers, introduction, about this
`;

/** Words without weight between two wordings of one sentence; one list. */
export const weightless = `
weightless: some, web, ever, may, once, soon, belong, find, hold, deem, consider, lodge, stated, indicated, mentioned, specified, shown, quoted, expressed, listed, concerns, team, future, able, using, below, above, will, shall, helpful, full, fully, own, itself, themselves, yourself, yourselves, ourselves, then, up, date, latest, newest, recent, recently, now, today, currently, simply, easily, clearly, carefully, kindly, generally, basically, namely, specifically, particular, particularly, relevant, respective, applicable, appropriate, following, follow, describe, link, page, click, go, head, section, document, detail, more, full, complete, completely, within, across, over, under, between, among, around, along, together, both, either, same, various, several, many, different, kind, way, manner, form, basis, order, case, purpose, matter, thing, part, point, course, extent, regard, relation, connection, context, accordance, according, line, term, word, name, called, known, provide, make, take, put, get, obtain, give, come, become, work, perform, carry, conduct, undertake, enable, help, try, look, find, know, understand, learn, read, tell, say, mean, explain, clarify, we, us, you, me, my, i, one, people, user, individual, person, customer, company, service, product, website, application, platform, system, feature, function, data, personal, policy, if, because, since, as, than, but, though, although, whereas, still, even, yet, again, instead, rather, first, second, third, last, next, new, available, possible, able, need, want, like, wish, desire, would, should, accept, mitigate, better, best, good, great, high, low, key, main, major, general, common, typical, usual, normal, standard, certain, specific, especially, example, sole, simple, quick, thank, welcome, note, hello, hi, overview, here, there, use, visit, question, offer, base, place, allow, ensure, let, set, include, involve, contain, consist, concern, cover, relate, associate, time, version, apply, additional, extra, another, else, type, category, & , and
`;

/** What languages call themselves (small letters): a line of such names is a menu. */
export const languageNames = new Set(
  (
    'english deutsch français francais español espanol italiano português portugues nederlands dansk svenska norsk suomi polski čeština cestina ' +
    'slovenčina slovenščina magyar română hrvatski srpski türkçe türk turkce bahasa indonesia melayu tiếng việt vietnamese filipino català eesti ' +
    'latviešu lietuvių íslenska gaeilge'
  ).split(' '),
);
