/** Retention, security, transfers, children, tracking, notices, controller and scope. One term a line. */
export const retention = `
keeping: retain, retention, retention period, keep, store, storage, storage period, hold your, archive, preserve
deletion: delete, deletion, erase, erased, destroy, purge, remove from our systems, wipe, anonymise, disposal, expunge
indefinitely: indefinitely, permanently, perpetuity, as long as, no longer than necessary, forever
backup: backup, backup copy, back-up
`;

export const security = `
encryption: encrypt, encryption, end-to-end encryption, hashing, hashed, salted
encryption in transit: in transit, tls, ssl, transport layer security, https
encryption at rest: at rest
access control: access control, two-factor, multi-factor, role-based access, least privilege, need-to-know, confidentiality agreement, non-disclosure, authorised personnel, restricted access, background checked
audits: audit, penetration test, penetration testing, certification, certified, iso 27001, soc 2, vulnerability, bug bounty, security test, pen test
breach notice: data breach, breach notification, security incident, notify of breach, personal data breach, incident response
safeguards: security measure, safeguard, technical and organisational measure, organisational measure, technical measure, security control, firewall, intrusion detection, physical security, secure storage, security, protect
confidentiality: confidential, confidentiality
`;

export const transfers = `
standard contractual clauses: standard contractual clause, scc, sccs, model clause, standard data protection clause, international data transfer agreement, idta
privacy shield: privacy shield, data privacy framework, dpf, safe harbor, safe harbour
adequacy: adequacy decision, adequate level of protection, adequacy
binding corporate rules: binding corporate rule, bcr
transfer abroad: transfer to country, international transfer, cross-border, transfer outside, third country, third countries, transferred to, outside the eea, outside the eu, outside the united kingdom, transfer your data, transfer data, data transfer, other countries, overseas, abroad, country other than
storage place: data centre, data center, server located, hosted in, stored in, data residency, hosted within, data location, stored on servers, servers in
`;

export const children = `
children: child, children, minor, minors, under the age of, under age, years of age, years old, parental consent, parental control, teen, teenager, teens, young people, parent or legal guardian, legal guardian, minimum age, age of majority, underage, coppa, kids, student, pupil
`;

export const tracking = `
cookies: cookie, cookies, first-party cookie, third-party cookie, persistent cookie, session cookie, cookie banner, strictly necessary cookie, advertising cookie, analytics cookie, functional cookie
pixels and beacons: pixel, web beacon, tracking pixel, clear gif, beacon, tracking tag, conversion tag
sdks: sdk, software development kit
fingerprinting: fingerprinting, device fingerprint
local storage: local storage, localstorage, session storage, indexeddb
session replay: session replay, session recording, heatmap, keystroke logging
tracking: track you, tracker, tracking technology, tracking technologies, cross-site tracking
`;

export const changeTerms = `
changes to the text: changes to this policy, change this policy, update this policy, modify this policy, amend this policy, change this notice, change these terms, update these terms, modify these terms, amend these terms, change this agreement, modify this agreement, amend this agreement, revise this policy, revise these terms, changes to these terms, changes to this agreement, updates to this policy, updates to this notice, modification of terms, modifications, revised version, updated policy, updated terms, new version, material change, material changes, significant change, changes take effect, changes become effective, changes will be effective, changes to our policy, changes to policy, changes to privacy policy, update our privacy policy, policy change, updates to policy, update our terms, make changes to, change our policy, updated version
advance notice: days notice, days prior notice, advance notice, prior notice, days before, notify you of changes, notify you of any changes, notify of material changes, prominent notice, notice of changes, inform you of changes, days in advance, weeks in advance, in advance, announce, notify you by email, post a notice, notify you
continued use: continued use, continue to use, by continuing to use, continuing to use, deemed acceptance, deemed to have accepted, constitutes acceptance, acceptance of changes
retroactive: retroactive, retroactively, retrospectively, retrospective
`;

export const controller = `
controller: data controller, controller of your personal data, is the controller, the controller, joint controller, responsible for your personal data, responsible for processing, controller is, data fiduciary, contracting entity, contracting party, you are contracting with, agreement is with, you contract with, enter into agreement with, services are provided by, service is provided by, operated by
legal entity: llc, inc, ltd, limited, gmbh, corporation, corp, plc, bv, ab, aps, oy, sarl, sas, ag, pty, pte, uc, branch, private limited
`;

export const scope = `
scope: this policy applies, this notice applies, policy applies to, policy covers, this policy covers, policy does not apply, notice does not apply, covered by this policy, policy does not cover, terms apply to, these terms apply, these terms govern, govern your use, governs your use, agreement governs, scope of this policy, policy describes how, this statement applies, not covered by this policy, notice covers, agreement applies, policy applies
`;

/** Places, each a term of its own: one for another is a change. */
export const places = `
United States: united states, usa
United Kingdom: united kingdom, uk
European Union: european union, eu
European Economic Area: eea, european economic area
Switzerland: switzerland
Germany: germany
France: france
Ireland: ireland
Netherlands: netherlands
India: india
China: china
Singapore: singapore
Japan: japan
Canada: canada
Australia: australia
Brazil: brazil
Israel: israel
Russia: russia
Philippines: philippines
Mexico: mexico
Spain: spain
Italy: italy
Sweden: sweden
Poland: poland
Norway: norway
Finland: finland
Denmark: denmark
Hong Kong: hong kong
Korea: korea
South Africa: south africa
Ukraine: ukraine
Turkey: turkey
Vietnam: vietnam
Indonesia: indonesia
Malaysia: malaysia
New Zealand: new zealand
Portugal: portugal
Romania: romania
Belgium: belgium
Austria: austria
Czech Republic: czech republic
Hungary: hungary
Greece: greece
California: california
Colorado: colorado
Virginia: virginia
Texas: texas
Connecticut: connecticut
Utah: utah
Oregon: oregon
Montana: montana
Quebec: quebec
`;
