/** What readers may demand or choose. One right a line: its name, then the words that mean it. */
export const rights = `
ignore: when you correct, exception of correction
right of access: right of access, right to access, access your data, access your personal data, copy of data, copy of your data, request access, request a copy, obtain a copy, right to know, subject access, access request, ask us for a copy, ask for a copy, request to access, ask what data we
right to correction: right to correct, right to rectification, rectify your, rectify any, rectify inaccurate, rectification of, correct your data, correct inaccurate, right to rectify, ask us to correct, ask us to rectify, ask us to update, request that we correct, request correction, request to correct
right to deletion: right to delete, right to erasure, right to be forgotten, delete your data, delete your account, request deletion, erase your, delete your personal data, deletion request, request erasure, delete account, right to deletion, ask us to delete, ask us to erase, ask us to remove, ask for deletion, request that we delete, request that we erase, request that your data be deleted, request that your personal data be deleted, request that your personal information be deleted, request to delete, request removal
right to portability: portability, data portability, export your data, machine-readable, transfer your data to another, download your data
right to object: right to object, object to processing, object to, objection, right of objection
right to restriction: right to restrict, restrict processing, restriction of processing, limit processing, limit the use of sensitive, ask us to restrict, ask us to limit, request that we restrict, restrict the use, restrict their use
withdrawal of consent: withdraw consent, withdraw your consent, withdrawal of consent, revoke consent, revoke, withdraw, change your mind
opt-out: opt-out, unsubscribe, decline, refuse, disable, turn off, turn it off, turn them off, switch off, switch it off, switch them off, deactivate, global privacy control, gpc, do not track, advertising control, privacy settings, reject, stop receiving, ad settings, ad preferences, do not sell or share my, do not sell my
opt-in: opt-in, explicit consent, express consent, prior consent, ask for consent, ask your consent, with your consent, without your consent, obtain consent, your permission, with your permission, without your permission, ask permission, explicit permission, permission, affirmative consent, your consent, unless you agree, explicitly agree, choose to enable, voluntarily, give us permission, if you enable, if you switch on, if you switch it on, if you switch them on, if you turn on, if you turn it on
preferences: preference centre, your preferences, your choices, your choice, privacy choice, choose not, choose whether, account settings, to control
complaint: lodge complaint, lodge a complaint, complain, complaint, supervisory authority, data protection authority, ombudsman, information commissioner
human review: human review, human intervention, contest the decision, right to contest
non-discrimination: non-discrimination, discriminate, retaliate, discriminatory
appeal: appeal, right to appeal
authorised agent: authorised agent, authorized agent
redress: binding arbitration through the privacy shield, independent recourse, dispute resolution body, recourse mechanism, arbitration panel, privacy shield panel
any right: you have the right, have the right, your rights, privacy rights, data subject rights, consumer rights, right to request, you are entitled, your right, rights of individuals, these rights, right not, those rights, certain rights
time to answer: within one month, respond within, within 30 days, response time, respond to your request, without undue delay
`;
