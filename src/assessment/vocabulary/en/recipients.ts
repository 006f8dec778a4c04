/** Who gets data, and how. One recipient a line: its name, then the words that mean it. */
export const recipients = `
advertising partners: advertising partner, advertiser, advertising network, ad network, advertising company, ad tech, adtech, ad exchange, marketing partner, advertising agency, demand-side platform, real-time bidding, ad server, ad partner, sponsor, advertising provider
data brokers: data broker, data aggregator, data marketplace, data reseller
social networks: social network, social media platform, social media partner, social media company, facebook, meta, tiktok, linkedin, twitter, snapchat, instagram
analytics providers: analytics provider, analytics partner, analytics service, analytics company, google analytics, measurement partner, measurement company
affiliates: affiliate, affiliates, subsidiary, group company, parent company, corporate group, corporate affiliate, sister company, group of companies, related company, companies in our group, corporate family, joint venture
business partners: business partner, partner, commercial partner, strategic partner, integration partner, co-branding partner, referral partner, referring affiliate, reseller, distributor, dealer, channel partner, merchant, retailer, selected third party, trusted partner
service providers: service provider, processor, vendor, supplier, contractor, subcontractor, agent, hosting provider, cloud provider, processors, data processor, infrastructure provider, technology partner, technology provider, sub-processor, sub processor, subprocessor
independent controllers: independent controller, independent data controller, separate controller, joint controller, own purposes, own privacy policy, own use, own marketing purposes
payment providers: payment provider, payment processor, payment service provider, paypal, stripe, acquirer, card network, payment network, bank, financial institution
credit agencies: credit agency, credit bureau, credit reference agency, credit reporting agency, collection agency, debt collector
identity providers: identity verification provider, identity verification service, age assurance provider, age verification provider, age assurance services provider, fraud prevention provider, fraud prevention agency
law enforcement: law enforcement, police, public authority, public authorities, government, government agency, regulator, court, authorities, government authority, tax authority, intelligence agency, national security, supervisory authority request
buyers of the business: merger, acquisition, buyer, acquirer of business, successor, sale of assets, bankruptcy, insolvency, reorganisation, change of control, prospective buyer, purchaser, transfer of assets, corporate transaction, due diligence
professional advisers: adviser, advisor, auditor, lawyer, accountant, insurer, consultant, legal counsel
other users: other users, other user, other members, publicly visible, visible to everyone, visible to the public, the public, publicly available, publicly, made public, public profile, collaborators, collaborator, team member, parent or guardian, parents, guardian
employer or organisation: your employer, your organisation, account owner, workspace owner, your administrator, account administrator, school, university
researchers: researcher, academic institution, research institution, research partner, academic researcher
insurers and lenders: insurance company, insurer, lender, credit provider, loan provider
telecom and app stores: carrier, mobile operator, app store, app store provider, internet service provider, telecom provider
logistics partners: logistics partner, logistics provider, delivery partner, courier, shipping company, carrier company, delivery service
third parties: third party, third parties, external party, outside party, other companies, other company, other organisation, others, external company, outside company
blockchain: blockchain, distributed ledger, public ledger
industry bodies: consortium, consortia, industry body, trade association, self-regulatory body, copyright holder, rights holder
ai providers: ai provider, openai, anthropic, ai vendor, llm provider, model provider, inference provider
`;

/** Words for selling data, and for giving it for value. */
export const saleWords = `
sale of data: sell data, sell personal data, sell information, sell personal information, sell user data, sell customer data, sell your, sell, sold, sale of data, sale of information, sale of personal data, sale of personal information, monetise, monetisation, rent, rent out, trade, valuable consideration, monetary consideration, exchange for money, sell or share, share for cross-context behavioural advertising, license data
`;
