/** Who gets data, and how. One recipient a line: its name, then the words that mean it. */
export const recipients = `
advertising partners: advertising partner, advertiser, advertising network, ad network, advertising company, ad tech, adtech, ad exchange, marketing partner, advertising agency, demand-side platform, real-time bidding, ad server, ad partner, sponsor, advertising provider
data brokers: data broker, data aggregator, data marketplace, data reseller
social networks: social network, social media platform, social media partner, social media company, facebook, meta, tiktok, linkedin, twitter, snapchat, instagram
analytics providers: analytics provider, analytics partner, analytics service, analytics company, google analytics, measurement partner, measurement company
affiliates: affiliate, subsidiary, group company, parent company, corporate group, corporate affiliate, sister company, group of companies, related company, companies in our group, companies of our group, group of companies, companies of the group, corporate family, joint venture
business partners: business partner, third-party collaborator, outside collaborator, our collaborator, our partners, its partners, partner, commercial partner, strategic partner, integration partner, co-branding partner, referral partner, referring affiliate, reseller, distributor, dealer, channel partner, merchant, retailer, selected third party, trusted partner
service providers: service provider, processor, vendor, supplier, subcontractor, hosting provider, cloud provider, processors, data processor, infrastructure provider, technology partner, technology provider, sub-processor, sub processor, subprocessor
independent controllers: independent controller, independent data controller, separate controller, joint controller, own purposes, own privacy policy, own use, own marketing purposes
payment providers: payment provider, payment processor, payment service provider, paypal, stripe, acquirer, card network, payment network, bank, financial institution
credit agencies: credit agency, credit bureau, credit reference agency, credit reporting agency, collection agency, debt collector
identity providers: identity verification provider, identity verification service, age assurance provider, age verification provider, age assurance services provider, fraud prevention provider, fraud prevention agency
law enforcement: law enforcement, police, public authority, government agency, regulator, authorities, government authority, tax authority, intelligence agency
buyers of the business: merger, acquisition, potential buyer, actual or potential buyer, acquirer, sale of assets, bankruptcy, insolvency, reorganisation, change of control, prospective buyer, prospective purchaser, transfer of assets, corporate transaction, due diligence
professional advisers: adviser, advisor, auditor, lawyer, accountant, consultant, legal counsel
other users: other users, another user, other members, publicly visible, visible to everyone, visible to the public, with the public, publicly available, made public, public profile, collaborator, team member
parents: parent or guardian, parents, guardian
employer or organisation: your employer, your organisation, account owner, workspace owner, your administrator, account administrator, school, university
researchers: researcher, academic institution, research institution, research partner, academic researcher
insurers and lenders: insurance company, insurer, lender, credit provider, loan provider
telecom and app stores: mobile carrier, mobile operator, app store, app store provider, internet service provider, telecom provider
logistics partners: logistics partner, logistics provider, delivery partner, courier, shipping company, carrier company, delivery service
third parties: third party, external party, outside party, other companies, other organisations, external company, outside company
blockchain: blockchain, distributed ledger, public ledger
industry bodies: consortium, consortia, industry body, trade association, self-regulatory body, copyright holder, rights holder
ai providers: ai provider, openai, anthropic, ai vendor, llm provider, model provider, inference provider
`;

/** Words for selling data, and for giving it for value. */
export const saleWords = `
sale of data: sell data, sell personal data, sell information, sell personal information, sell user data, sell customer data, sell your data, sell your personal data, sell your personal information, sell your information, sell it, sell them, sold to, sale of data, sale of information, sale of personal data, sale of personal information, monetise, monetisation, rent your, rent out, rent personal data, rent data, sell or rent, sell or share, share or sell, sell or disclose, trade your, valuable consideration, monetary consideration, exchange for money, share for cross-context behavioural advertising, license data, license your data
`;

/**
 * The four uses that need more than a notice when they reach data already held without limit: sale, advertising,
 * model training, recipients of their own. Strict phrases: the strongest class must stay rare.
 */
export const graveUses = `
sale of data: sell data, sell personal data, sell personal information, sell your data, sell your personal data, sell your personal information, sell your information, sell user data, sell customer data, sell information, sell it to, sold to, sale of data, sale of personal data, sale of personal information, monetise data, monetise your, rent personal data, rent your, sell or rent, sell or share, share or sell, sell some of your, sell aggregated, monetary consideration, valuable consideration
advertising: targeted advertising, targeted ads, target advertising, target ads, target you with, personalised advertising, personalised ads, personalise ads, personalise advertising, personalise the ads, interest-based advertising, interest-based ads, behavioural advertising, cross-context behavioural advertising, tailored advertising, tailored ads, tailor ads, ads based on, advertising partner, advertising network, ad network, data broker, show you ads, retargeting, for advertising purposes, use for advertising, ad targeting, advertise to you, advertisers
model training: train ai, train our ai, train models, train model, train our models, train machine learning, train algorithms, train artificial intelligence, training of ai, training of models, training of our models, model training, ai training, train and improve model, train and improve our ai, train and improve ai, train large language models, train and develop ai, train and develop models, train and develop our models, train generative, train third-party models, train our machine learning, train our algorithms, train our artificial intelligence, fine-tune, training ai models, training machine learning, training data for
independent recipients: their own purposes, own marketing purposes, own commercial purposes, own business purposes, its own purposes, independent controller, independent data controller, separate controller, own advertising purposes
`;
