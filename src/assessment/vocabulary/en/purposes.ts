/** What data is used for. One purpose a line: its name, then the words that mean it. */
export const purposes = `
training of AI models: train ai, train model, train our model, training of model, training data, model training, train machine learning, train algorithm, train artificial intelligence, train and improve model, train and improve ai, ai training, ai model, machine learning model, machine learning, artificial intelligence, generative ai, large language model, fine-tune, fine tune, neural network, learns from, learn from your, teach our, train our software, train classifier, foundation model, ai system, training of artificial intelligence, train our algorithms
profiling: profiling, profile users, build profile, create profile, user profile, scoring, score, segmentation, lookalike, behavioural analysis, build a profile, estimate how, predict how, guess the, rate how, draw conclusions about
automated decisions: automated decision, automated decision-making, automated individual decision, automated processing, automatic decision, solely automated, algorithmic decision, credit decision, risk assessment
targeted advertising: targeted advertising, targeted ads, targeted ad, target advertisement, personalised advertising, personalised ads, personalised ad, personalise ads, personalise advertising, interest-based advertising, interest-based ads, behavioural advertising, cross-context behavioural advertising, tailored advertising, tailored advertisement, retargeting, remarketing, ad targeting, advertising purpose, advertising, advertisement, advertise, ads, ad, serve ads, show ads, custom audience, ad measurement, ad delivery, online advertising, ads personalisation, ad personalisation, personalisation of ads, personalisation of advertising, advert
marketing: marketing, direct marketing, promotion, promotional, promotional email, newsletter, offers, special offers, marketing communication, commercial message, commercial communication, telemarketing, cold calling, sweepstake, contest
personalisation: personalise, personalisation, customise, customisation, tailor, tailored content, recommendation, suggested content
research: research, scientific research, market research, statistical purpose, statistics
product development: product development, develop new products, develop new services, develop new features, develop products, develop and improve, improve our products, improve our services, improve our service, improve the service, innovation, new features
analytics: analytics, analyse, analysis of, data analysis, measurement, measure the effectiveness, benchmark, benchmarking, insight, audience measurement, usage statistics
fraud prevention: fraud prevention, fraud detection, fraud, prevent abuse, prevent fraud, detect abuse, spam, spam protection, bot detection, robot, captcha, credential stuffing, brute force, abuse prevention
identity checks: verify identity, verify your identity, identity verification, verification of identity, age verification, verify your age, verify age, age assurance, kyc, know customer, age estimation, identity check, verify your research affiliation
safety and moderation: content moderation, moderation, moderate content, trust and safety, detect harmful content, scan content, scanning of content, monitor your, monitoring, surveillance, csam
security purpose: security purpose, network security, detect security incident, prevent security incident
credit checks: credit check, creditworthiness check, debt collection, collect debt, debt recovery, underwriting, insurance, eligibility decision
legal compliance: comply with legal obligation, legal compliance, establish legal claim, law enforcement request, anti-money laundering
dispute resolution: dispute resolution, resolve dispute, transaction dispute, disputed transaction, chargeback
billing: billing, invoicing, process payment, payment processing, process your payment, sales tax, calculate tax
customer support: customer support, technical support, customer service, troubleshooting, provide support
recruitment: recruitment, recruiting, hiring, job application, assess applicants, candidate
employee monitoring: employee monitoring, monitor employees, productivity monitoring
anonymised data: aggregate data, aggregated data, de-identified data, anonymised data, anonymise, anonymised, anonymous data, pseudonymise, pseudonymised, aggregate, de-identify, deidentified
combining of data: combine, merge data, link data, match data, cross-device
legal basis legitimate interest: legitimate interest, legitimate interests
legal basis consent: based on your consent, consent basis, rely on your consent, on the basis of your consent
legal basis contract: performance of contract, performance of a contract, perform our contract, necessary for the contract, contractual necessity
legal basis public interest: public interest, vital interest, public task
legal basis: legal basis, lawful basis
`;
