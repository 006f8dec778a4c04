import type { AssessmentJson } from '../assessment/write-json.ts';
import { daysBetween } from '../policy/day.ts';
import { counted, numeral } from '../policy/numerals.ts';
import { type Html, html } from './html.ts';
import { day } from './redline-page.ts';
import type { NoticeFacts, Story } from './story.ts';
import {
  channelWords,
  exemptionWords,
  heldDataWords,
  instant,
  kindNames,
  people,
  periodWords,
} from './words.ts';

/** The sections of `index.html` about the texts, the promise, the dates and the decisions. */

export function changedSection(story: Story, assessment: AssessmentJson): Html {
  const { next, previous } = story;
  const weighty = assessment.changes.filter(
    (change) => change.class === 'material' || change.class === 'consent',
  );
  const others = assessment.changes.length - weighty.length;
  return html`<p>Version ${next.version} takes the place of version ${previous.version}.${story.summary ? html` In the company's own words: “${story.summary}”` : null}</p>
<p>The whole text with every change marked: <a href="redline.html">redline.html</a>. Both texts as published: <a href="${previous.text}">${previous.text}</a>, <a href="${next.text}">${next.text}</a>; as written: <a href="${previous.source}">${previous.source}</a>, <a href="${next.source}">${next.source}</a>. Every change with its reasons: <a href="assessment.json">assessment.json</a>.</p>
<div class="scroll"><table>
<thead><tr><th>Changes that matter to readers</th><th>Class</th><th>Why</th></tr></thead>
<tbody>${weighty.map(
    (change) =>
      html`<tr><td>${placeOf(change)}</td><td>${change.class}${change.decision ? html`<br><span class="note">the tool said ${change.toolClass}; decided by ${change.decision.decidedBy ?? 'the team'}${change.decision.reason ? `: ${change.decision.reason}` : ''}</span>` : null}</td><td>${change.reasons[0]?.text ?? ''}</td></tr>`,
  )}${weighty.length === 0 ? html`<tr><td colspan="3">None.</td></tr>` : null}</tbody>
</table></div>
<p class="note">And ${counted(others, 'change')} of wording, form or little weight. “Material”: a reasonable customer would want to know before it happens. “Consent”: notice is not enough, and a yes is asked for.</p>`;
}

function placeOf({ clause, new: now, old }: AssessmentJson['changes'][number]): Html {
  const text = (now ?? old ?? '').replace(/\s+/g, ' ');
  const short = text.length > 140 ? `${text.slice(0, 139)}…` : text;
  return html`${short}<br><code>#${clause.new ?? clause.old ?? ''}</code>`;
}

export function promiseSection(story: Story): Html {
  const { profile, decisions } = story;
  return html`${profile.quote ? html`<blockquote>${profile.quote}</blockquote>` : null}
<p>This is the promise of the text in force when version ${story.next.version} was published${profile.quote ? ', in its own words above' : ''}. What it means here:</p>
<dl class="pairs">
<dt>How long before</dt><dd>${periodWords(profile.period)}${profile.clearDays ? ', the day of the letter not counted' : ''}</dd>
<dt>For which changes</dt><dd>${profile.applies === 'all' ? 'every change' : 'material changes'}</dd>
<dt>By what means</dt><dd>${channelWords(profile)}</dd>
<dt>Data already held</dt><dd>${heldDataWords[profile.heldData]}</dd>
${profile.reminder ? html`<dt>Reminder</dt><dd>one, ${periodWords(profile.reminder)} before the effect</dd>` : null}
${profile.optOut ? html`<dt>Opting out</dt><dd>people who want no legal mail are told by the published page</dd>` : null}
</dl>
${
  decisions.exemption
    ? html`<p><strong>Exemption.</strong> The version may take effect sooner, because ${exemptionWords[decisions.exemption.kind] ?? decisions.exemption.kind}: ${decisions.exemption.reason} (decided by ${decisions.exemption.decidedBy}).</p>`
    : null
}
<p class="note">As settings: <a href="${story.profileSource}">${story.profileSource}</a>, <a href="configuration.json">configuration.json</a> (without secrets).</p>`;
}

export function decisionsSection({ decisions, next }: Story): Html {
  const rows: Html[] = [];
  if (decisions.approved)
    rows.push(html`<dt>Approved</dt><dd>by ${decisions.approved.by} on ${day(decisions.approved.on)}</dd>`);
  const decided = decisions.assessment as {
    class?: string;
    reason?: string;
    decidedBy?: string;
    changes?: { id: string; class: string; reason?: string; decidedBy?: string }[];
  } | null;
  if (decided?.class)
    rows.push(
      html`<dt>Class decided</dt><dd>${decided.class}${decided.reason ? `: ${decided.reason}` : ''}${decided.decidedBy ? ` (${decided.decidedBy})` : ''}</dd>`,
    );
  for (const change of decided?.changes ?? [])
    rows.push(
      html`<dt>Change <code>${change.id}</code></dt><dd>${change.class}${change.reason ? `: ${change.reason}` : ''}${change.decidedBy ? ` (${change.decidedBy})` : ''}</dd>`,
    );
  if (decisions.exemption)
    rows.push(
      html`<dt>Exemption</dt><dd>${decisions.exemption.reason} (${decisions.exemption.decidedBy})</dd>`,
    );
  if (decisions.withdrawn)
    rows.push(
      html`<dt>Withdrawn</dt><dd>on ${day(decisions.withdrawn.on)} by ${decisions.withdrawn.by}: ${decisions.withdrawn.reason}</dd>`,
    );
  return html`${rows.length > 0 ? html`<dl class="pairs">${rows}</dl>` : html`<p>The version's file names no approval and no decision.</p>`}
<p class="note">As the file of the version says it: <a href="${next.source}">${next.source}</a>. Approvals stand beside the published text, not in it, so they are no part of its digest.</p>`;
}

export function arithmeticSection(story: Story): Html {
  const told = story.notices.filter(({ kind }) => kind === 'advance');
  return html`<p>Days are those of ${story.policy.timeZone}; the version takes effect when ${day(story.next.effective)} begins there. A letter is in time if the day on which it leaves, plus the promised period counted forward, is not after that day.</p>
${told.map(
  ({ arithmetic }) => html`${arithmetic.words.map((words) => html`<p>${words}</p>`)}
<div class="scroll"><table>
<thead><tr><th>Letters of</th><th class="n">Letters</th><th class="n">Days before</th><th>The sum</th></tr></thead>
<tbody>${arithmetic.days.map(
    (sum) =>
      html`<tr><td class="day">${day(sum.day)}</td><td class="n">${numeral(sum.letters)}</td><td class="n">${sum.ahead}</td><td>${sum.words}</td></tr>`,
  )}${arithmetic.days.length === 0 ? html`<tr><td colspan="4">No letter has left yet.</td></tr>` : null}</tbody>
</table></div>`,
)}
${told.length === 0 ? html`<p>The ledger has no announcement of this version.</p>` : null}
<p>Published on ${day(story.next.published)}${isWholeDay(story.next.published) && isWholeDay(story.next.effective) ? `, ${numeral(daysBetween(story.next.published, story.next.effective))} days before the effect` : ''}.</p>`;
}

const isWholeDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

export function lettersSection(story: Story): Html {
  const started = story.notices.filter(({ letters }) => letters.length > 0);
  if (started.length === 0) return html`<p>No letter has been attempted.</p>`;
  return html`<p>This page is in English; the texts of the policy and the letters stand in the pack exactly as they were published and sent, each in its own language. The letters below were written into the ledger before the first one left, and every letter was made from them. They are exact but for two holes: the greeting with the reader's name, and the reference that each letter carries. Which of them somebody got, and their reference, stands in <a href="recipients.csv">recipients.csv</a>.</p>
<div class="scroll"><table>
<thead><tr><th>Letter</th><th>Language</th><th>When</th><th>To read</th><th>SHA-256 of the kept text</th></tr></thead>
<tbody>${started.flatMap((notice) =>
    notice.letters.map(
      (letter) =>
        html`<tr><td>${kindNames[notice.kind]}</td><td>${languageName(letter.language)}</td><td>${timingWords[letter.timing] ?? letter.timing}</td><td><a href="${letter.html}">HTML</a>, <a href="${letter.text}">text</a></td><td><a href="${letter.kept}"><code>${letter.sha256}</code></a></td></tr>`,
    ),
  )}</tbody>
</table></div>
<p>Every letter carries the SHA-256 digests of both published texts: of version ${story.previous.version} <code>${story.previous.digest}</code>, of version ${story.next.version} <code>${story.next.digest}</code>. Whoever kept theirs can compare.</p>`;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
const languageName = (code: string): string => {
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
};

const timingWords: Record<string, string> = {
  inTime: 'in time',
  late: 'after the last day in time; says so and claims no period',
  joined: 'to those who became customers in the meantime; claims no period',
};

export function siteSection({ notices, next, company }: Story): Html {
  const looks = notices.flatMap((notice) => notice.looks.map((look) => ({ ...look, kind: notice.kind })));
  if (looks.length === 0)
    return html`<p>The ledger has no look at the published site: no letter has left.</p>`;
  return html`<p>Before letters leave, Prenotice looks whether the published site shows the new version. Each time it found version ${next.version} with the digest of <a href="${next.text}">${next.text}</a>${looks.every((look) => look.digest === next.digest) ? '' : ', except where the table says otherwise'}.</p>
<div class="scroll"><table>
<thead><tr><th>Looked at</th><th>Where</th><th>For</th><th>Digest found</th></tr></thead>
<tbody>${looks
    .slice(0, 100)
    .map(
      (look) =>
        html`<tr><td class="day">${instant(look.at)}</td><td>${look.where}</td><td>${kindNames[look.kind].toLowerCase()}</td><td><code>${look.digest === next.digest ? `${look.digest.slice(0, 16)}… (the same)` : look.digest}</code></td></tr>`,
    )}</tbody>
</table></div>
<p class="note">${looks.length > 100 ? `${numeral(looks.length - 100)} more are in the ledger's parts. ` : ''}The site's address: ${company.url}</p>`;
}

/** The first paragraph: what a reader in a hurry needs. */
export function leadOf(story: Story, toldNumber: number): Html {
  const advance = story.notices.find(({ kind }) => kind === 'advance');
  const { company, next, profile, decisions } = story;
  const version = html`Version ${next.version} of “${next.title}”`;
  const begin = html`${company.name} had promised to tell its customers about ${profile.applies === 'all' ? 'changes' : 'material changes'} ${periodWords(profile.period) === 'no period' ? 'before they take effect' : `${periodWords(profile.period)} before they take effect`}. ${
    decisions.withdrawn
      ? html`${version} was announced for ${day(next.effective)} and withdrawn on ${day(decisions.withdrawn.on)}: it never applies.`
      : html`${version} takes effect on ${day(next.effective)}.`
  }`;
  if (!advance || advance.days.length === 0) return html`${begin} No letter has left so far.`;
  const { status, days, failed } = advance;
  const [first, last] = [days[0]![0], days.at(-1)![0]];
  const when = first === last ? `on ${day(first)}` : `from ${day(first)} to ${day(last)}`;
  const late = status.late > 0 ? html`, ${people(status.late)} late` : null;
  const notReached =
    status.unreached > 0
      ? html` No letter reached ${people(status.unreached)}; section ${toldNumber} says why.`
      : failed > 0
        ? html` ${counted(failed, 'letter')} failed; section ${toldNumber} says what was done.`
        : html` No letter failed.`;
  const ahead = numeral(daysBetween(last, next.effective));
  const shown = story.shows === 'one' ? html` Section 1 shows what was done for one of them.` : null;
  return html`${begin} Letters left ${when}, the last of them ${ahead} days before that day. ${people(status.inTime)} ${status.inTime === 1 ? 'was' : 'were'} told in time${late}.${notReached}${shown}`;
}

export function keyFacts(advance: NoticeFacts | undefined, story: Story): Html {
  const cell = (label: string, value: string | number, bad = false) =>
    html`<div${bad ? html` class="bad"` : null}><dt>${label}</dt><dd>${typeof value === 'number' ? numeral(value) : value}</dd></div>`;
  const { next, profile } = story;
  if (!advance)
    return html`<dl class="facts">${cell('Promised', periodWords(profile.period))}${cell('Takes effect', day(next.effective))}</dl>`;
  const { status, arithmetic, days } = advance;
  const { pending: _waiting, ...counts } = status.counts;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const missed = status.late > 0 || days.some(([date]) => date > arithmetic.deadline);
  return html`<dl class="facts">
${cell('Promised', periodWords(arithmetic.period))}
${cell('Last letter left', days.length > 0 ? `${daysBetween(days.at(-1)![0], arithmetic.effective)} days before` : 'none', missed)}
${cell('Last day in time', day(arithmetic.deadline))}
${story.decisions.withdrawn ? cell('Withdrawn', day(story.decisions.withdrawn.on), true) : cell('Takes effect', day(arithmetic.effective))}
${cell('To be told', all)}
${cell('Told in time', status.inTime)}
${cell('Told late', status.late, status.late > 0)}
${cell('Not reached by letter', status.unreached, status.unreached > 0)}
</dl>
${status.earliestLawfulEffective > status.effective && !story.decisions.withdrawn ? html`<div class="alert"><p><strong>The promise was not kept for everybody.</strong> Going by the letters, the version could lawfully take effect on ${day(status.earliestLawfulEffective)} at the earliest, not on ${day(status.effective)}.</p></div>` : null}`;
}
