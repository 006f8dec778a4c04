import { hasFailed } from '../delivery/event-state.ts';
import type { NoticeStatus } from '../delivery/status.ts';
import { counted, numeral } from '../policy/numerals.ts';
import type { HistoryEvent, RecipientRow } from './histories.ts';
import { type Html, html } from './html.ts';
import { day } from './redline-page.ts';
import type { NoticeFacts, Story } from './story.ts';
import { instant, kindNames, people, stateWords } from './words.ts';

/** The sections of `index.html` about who was told, and about the one person that a pack may show. */

/** People whose letter failed, or who had no address, as the page lists them; the rest is in recipients.csv. */
export interface Failures {
  rows: RecipientRow[];
  more: number;
}

export function toldSection(story: Story, failures: Failures): Html {
  if (story.notices.length === 0) return html`<p>The ledger has no notice of this version.</p>`;
  return html`${story.notices.map((notice) => noticeCounts(notice, story.notices.length > 1))}
${failureTable(story, failures)}
<p class="note">Everybody, with times, the mail service's ids and every event: <a href="recipients.csv">recipients.csv</a> for a spreadsheet, <a href="recipients.json">recipients.json</a> for a program.${messagesNote(story)}${story.shows === 'one' ? ' People other than the one named stand there under pseudonyms: what was written about them is in the ledger as commitments, which can be opened by whoever holds the ledger.' : ''}</p>`;
}

function messagesNote({ notices }: Story): Html | null {
  const count = notices.reduce((sum, { messages }) => sum + messages.count, 0);
  if (count === 0) return null;
  const parts = notices.flatMap(({ messages }) => messages.parts);
  return html` What the mail service told about letters, in its own words (${counted(count, 'message')}): ${parts.map((part, i) => html`${i > 0 ? ', ' : ''}<a href="${part}">${part}</a>`)}.`;
}

function noticeCounts({ kind, status }: NoticeFacts, several: boolean): Html {
  const order = Object.keys(stateWords) as (keyof NoticeStatus['counts'])[];
  const present = order.filter((name) => name !== 'pending' && status.counts[name] > 0);
  const total = present.reduce((sum, name) => sum + status.counts[name], 0);
  return html`${several ? html`<h3>${kindNames[kind]}</h3>` : null}
<table>
<thead><tr><th class="n">People</th><th>What became of it</th></tr></thead>
<tbody>${present.map((name) => html`<tr><td class="n">${numeral(status.counts[name])}</td><td>${stateWords[name]}</td></tr>`)}
<tr><td class="n"><strong>${numeral(total)}</strong></td><td><strong>to be told</strong>${status.left > 0 ? html`; ${people(status.left)} more left the list before anything was attempted, and were owed nothing` : null}</td></tr></tbody>
</table>
${status.joinedInWindow > 0 ? html`<p>Of these, ${people(status.joinedInWindow)} became customers after the letters had begun to leave; they count neither as in time nor as late.</p>` : null}`;
}

function failureTable({ notices, shows }: Story, { rows, more }: Failures): Html | null {
  const unreached = notices.find(({ kind }) => kind === 'advance')?.status.unreached ?? 0;
  if (rows.length === 0 && unreached === 0) return null;
  const heading = html`<h3>Letters that failed, and what was done</h3>`;
  if (shows === 'one' || rows.length === 0)
    return html`${heading}<p>No letter has reached ${people(unreached)}; they are not named in this pack.</p>`;
  return html`${heading}
<div class="scroll"><table>
<thead><tr><th>Recipient</th><th>What failed</th><th>What was done</th></tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><td>${row.id ?? html`<code>${row.person}</code>`}</td><td>${failureOf(row)}</td><td>${remedyOf(row)}</td></tr>`,
  )}</tbody>
</table></div>
${more > 0 ? html`<p class="note">${numeral(more)} more are in recipients.csv.</p>` : null}`;
}

function failureOf(row: RecipientRow): string {
  const events = row.events.filter((event) => hasFailed(event.state));
  if (events.length === 0) return 'no usable address in the list';
  return events
    .map(
      (event) => `${event.at.slice(0, 10)}: letter ${event.state}${event.detail ? ` (${event.detail})` : ''}`,
    )
    .join('; ');
}

function remedyOf(row: RecipientRow): Html {
  const when = row.day
    ? ` on ${day(row.day)}${row.inTime === false ? ', late' : row.inTime ? ', in time' : ''}`
    : '';
  if (row.how === 'otherwise') return html`told by ${row.channel}${when}, as a person recorded`;
  if (row.how === 'letter' && row.state !== null && !hasFailed(row.state))
    return html`letter to another address${when}: ${row.state}`;
  return html`<strong>nothing recorded</strong>`;
}

export function personSection(story: Story, rows: readonly RecipientRow[]): Html {
  return html`<p>Everything that the ledger holds about the recipient with the id <strong>${story.recipient}</strong> for this version, in clear. Nobody else is named in this pack.</p>
${rows.map((row) => {
  const { kind } = story.notices.find(({ notice }) => notice === row.notice)!;
  return html`<h3>${kindNames[kind]}</h3>
<dl class="pairs">
<dt>Name</dt><dd>${row.name ?? '(none in the list)'}</dd>
<dt>Address</dt><dd>${row.address ?? '(none)'}</dd>
<dt>How it stands</dt><dd>${row.state ? stateWords[row.state] : (stateWords[row.how as keyof typeof stateWords] ?? row.how)}${row.day ? `; ${day(row.day)}` : ''}${row.inTime === null ? '' : row.inTime ? ', in time' : ', late'}</dd>
${row.reference ? html`<dt>Reference</dt><dd><code>${row.reference}</code>, as printed in the letter</dd>` : null}
${row.providerId ? html`<dt>The mail service's id</dt><dd><code>${row.providerId}</code></dd>` : null}
</dl>
<div class="scroll"><table>
<thead><tr><th>Written down</th><th>What</th><th>Detail</th><th>Entry</th></tr></thead>
<tbody>${row.events.map((event) => html`<tr><td class="day">${instant(event.at)}</td><td>${event.what}</td><td>${detailOf(event)}</td><td class="day"><code>${kind} ${event.entry}</code></td></tr>`)}</tbody>
</table></div>`;
})}
${
  story.letters.length > 0
    ? html`<p>As it was handed to the mail service for them: ${story.letters.map((letter, i) => html`${i > 0 ? '; ' : ''}“${letter.subject}”, <a href="${letter.html}">HTML</a>, <a href="${letter.text}">text</a>`)}.</p>`
    : null
}`;
}

function detailOf(event: HistoryEvent): Html {
  const parts = [
    event.address,
    event.reference && event.variant ? `reference ${event.reference}` : undefined,
    event.providerId ? `id ${event.providerId}` : undefined,
    event.happenedAt ? `happened ${instant(event.happenedAt)}` : undefined,
    event.detail,
  ].filter((part) => part !== undefined);
  return html`${parts.join('; ')}`;
}
