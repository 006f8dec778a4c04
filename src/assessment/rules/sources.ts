/** Where the criteria come from; cited in reasons and in docs/rules.md. */
export const wp260Editorial =
  'WP29/EDPB WP260 rev.01 ¶29 (corrections of misspellings, style and grammar need no notice)';
export const p2bEditorial =
  'Regulation (EU) 2019/1150 (P2B), recital 18 and Art. 3(2): editorial changes that do not alter content or meaning';
export const wp260Change =
  'WP29/EDPB WP260 rev.01 ¶29 (changes of purpose, of the controller’s identity, of how rights are exercised)';
export const wp260Fundamental =
  'WP29/EDPB WP260 rev.01 ¶30–31 (fundamental or unexpected changes, new recipients and transfers, well in advance)';
export const colorado =
  'Colorado Privacy Act rules, 4 CCR 904-3, rule 6.04 (material changes to a privacy notice)';
export const gdprPurpose = 'GDPR Art. 13(3) and 14(4): a new purpose is told before the further processing';
export const gdprContents = 'GDPR Art. 13 and 14: what people must be told';
export const gdpr28 = 'GDPR Art. 28(2); EDPB Opinion 22/2024 ¶32 (sub-processors are told in advance)';
export const ftc = 'FTC Act s. 5; FTC on quiet, retroactive changes of terms (February 2024)';
export const ftcRetroactive =
  'FTC, 1Health.io/Vitagene (2023): retroactive widening needs affirmative express consent';
export const ccpa = 'CCPA/CPRA, Cal. Civ. Code s. 1798.130(a)(5) and s. 1798.140 (sale and sharing)';
export const p2bTerms =
  'Regulation (EU) 2019/1150 (P2B) Art. 3(2): changes of terms on a durable medium, at least 15 days ahead';
export const dsa = 'DSA Art. 14(2): significant changes to terms are told to the recipients';
export const eecc =
  'EECC, Directive (EU) 2018/1972 Art. 105(4): changes of contract conditions, one month ahead';
export const coppa = 'GDPR Art. 8; COPPA, 16 CFR 312: children';
export const eprivacy = 'ePrivacy Directive Art. 5(3): storing and reading on a device';
export const calopp = 'CalOPPA s. 22575(b)(3)–(4): how changes are told and from when';
export const house = 'Prenotice guideline: err to material where rules cannot decide';
export const guidelines = 'Labelling guidelines after WP260 ¶29 and P2B recital 18: what is not material';
export const wp260Impact =
  'WP29/EDPB WP260 rev.01 ¶30 (weigh the impact on people and how unexpected the change is)';
