/**
 * Kinds of data about people. One kind a line: its name, then the words that mean it. Inflection and spelling
 * (`organisation`, `e-mail`) are understood; small words (the, of, your) do not matter.
 */
export const dataTypes = `
# Words that look like a kind of data and are not: they are read and left out.
ignore: email us, by email, by emailing, directly emailing, via email, send an email, send us an email, email to, emails from us, marketing email, promotional email, under the age of, age of, years of age, minimum age, by phone, by telephone, telephone system, phone system, phone line, phone call, phone us, telephone us, call us by phone, contact us by email, login, log out, log off, delivery of email, email delivery, sending of email, email provider, email service provider, email service, email support
precise location: precise location, precise geolocation, exact location, gps, latitude and longitude, location tracking, real-time location, background location
location: location data, location information, geolocation, geographic location, geographical location, approximate location, general location, location, whereabouts
biometric data: biometric, biometrics, fingerprint, faceprint, face geometry, facial geometry, facial recognition, face recognition, face scan, voiceprint, retina scan, iris scan, liveness
health data: health data, health information, your health, medical, medical record, health condition, diagnosis, disability, mental health, symptom, medication, heart rate, sick day, sick leave, sick note, illness
genetic data: genetic, genetic data, dna
race or ethnicity: race, racial, ethnicity, ethnic origin, nationality, citizenship, immigration status
religion or belief: religion, religious, church membership, church tax, religious belief, philosophical belief
political opinions: political opinion, political view, political affiliation, political belief
trade union membership: trade union, union membership
sex life or orientation: sexual orientation, sex life, sexual preference, sexuality, gender identity
criminal record: criminal record, criminal conviction, criminal offence, criminal history, background check
government identifiers: social security number, social security, passport, driving licence, driver license, driver licence, national id, national identity, identity card, identity document, identification document, id document, government id, government issued id, government issued identification, tax number, tax id, tax identification number, vat number, ssn, id card, proof of identity, proof of address, proof of residence
selfies and likeness: selfie, likeness, portrait, profile photo, profile picture, photo, photograph, image of you, picture of you, avatar, facial image
voice recordings: voice recording, voice, microphone, audio recording, recording of calls, call recording, speech, voice data, voicemail, dictation
video: video recording, camera, cctv, footage, video of you
payment data: payment data, payment information, payment detail, payment card, payment method, credit card, debit card, card number, bank account, bank detail, bank data, iban, billing information, billing detail, financial information, financial data, account number, routing number, sort code
billing address: billing address, postal address, mailing address, physical address, home address, shipping address, delivery address, street address, residential address, zip code, postcode, postal code
income and credit: income, salary, wage, credit score, credit report, credit history, creditworthiness, net worth, source of funds, source of wealth, tax return
transactions: transaction data, transaction history, transaction, purchase history, order history, purchase record, purchasing behaviour
crypto wallet: crypto wallet, wallet address, wallet, blockchain address
name: your name, last name, surname, maiden name
first name: first name, given name
full name: full name, legal name, first and last name, real name
e-mail address: email address, email
telephone number: phone number, telephone number, mobile number, mobile phone number, cell phone number, your phone, phone details, telephone details
date of birth: date of birth, birth date, birthdate, birthday, birth year, age
gender: gender, your sex
marital status: marital status, family status, household, family member, dependant, dependent, next of kin
user name: username, user name, screen name, your handle, user handle, account handle, social media handle, nickname, login name, display name, pseudonym
passwords: password, passcode, credential, pin, security question, authentication data, access token
signature: signature, handwritten signature
job data: job title, occupation, profession, employment history, education, curriculum vitae, cv, resume, qualification, work history, place of work, academic record, research affiliation, professional background
contacts of the user: contact list, address book, phone book, your contacts, friend list, social graph, your connections, list of contacts, contacts you upload
social media profile: social media profile, social network profile, social media account, social profile, profile information from, public profile
messages: private message, direct message, content of email, content of message, content of your messages, chat content, conversation, communication content, correspondence, prompt, transcript, transcription, meeting content, chat history, email content, messages you send, your messages
user content: user content, content you upload, content you post, content you create, content of your files, documents you upload, uploaded file, comments you post, customer content, attachment, comment submission
calendar: calendar, calendar entry, schedule
ip address: ip address, ip, internet protocol address
device identifiers: device identifier, device id, advertising id, advertising identifier, idfa, imei, mac address, unique identifier, unique device identifier, serial number, android id, gaid, mobile advertising identifier, hardware identifier, device fingerprint, browser fingerprint, fingerprinting, online identifier, persistent identifier
device data: device information, device data, device type, device model, operating system, browser type, browser version, user agent, screen resolution, screen size, hardware model, device setting, battery, language setting, time zone, mobile network, internet service provider, isp, carrier, device characteristic, technical data, technical information, data about your device, information about your device
installed applications: installed app, installed application, list of apps, list of applications, apps on your device, applications on your device, apps you have installed
sensor data: sensor data, accelerometer, gyroscope, motion data, bluetooth, wifi access point, wi-fi, nearby device, smart lock, smart device, smart tv, streaming device, telemetry, vehicle data, driving data, driving behaviour
logs: log data, log file, log, server log, web log, access log, audit log, error log, crash report, crash data, diagnostic data, diagnostics, error report, performance data, stability data
browsing behaviour: browsing history, browsing data, browsing behaviour, browsing activity, web history, page you visit, pages you view, pages viewed, pages visited, page view, clickstream, links you click, your clicks, clicks on, click on links, what you click, mouse movement, scrolling, keystroke, session replay, session recording, referrer, referring url, referring page, referral url, exit page, visit history
search history: search history, search query, search term, searches you, searches that you
usage data: usage data, usage information, interaction data, interaction, activity data, site activity, your activity, activity information, visitor activity, feature usage, how you use, login attempt, login data, sign-in data, session data, event data, analytics data, behavioural data, engagement data
cookies: cookie data, cookie, pixel, web beacon, beacon, local storage, tracking technology, tracking technologies, tag, clear gif, etag, sdk
inferences: inference, inferred, infer, profile of you, derived data, predicted, prediction, propensity, consumer profile, segment, audience segment, psychological trend, your interests, lifestyle
demographics: demographic, demographic data, demographic information, census
survey answers: survey response, survey answer, questionnaire, poll response
support data: support ticket, support communication, customer service call
public sources: publicly available source, publicly available information, public source, public record, public register, open source, commercial register, public database
data brokers: data broker, data brokers, data provider, data supplier, data vendor, data enrichment, enrichment provider, marketing list, purchased list, list provider, consumer data reseller, information provider
other sources: third-party source, other source, obtain from third parties, information from other companies, consumer reporting agency, receive from third parties, information from third parties, data from third parties, collect from third parties, credit bureau, credit reference agency, credit agency, fraud database, fraud prevention agency, identity provider, single sign-on
children's data: children's data, data of children, data of minors, student data, student record, pupil
metadata: metadata, exif, traffic data, communications data, connection data, header data
sensitive data: sensitive data, sensitive personal data, sensitive personal information, special category, special categories, sensitive information
`;
