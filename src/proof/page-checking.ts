import { numeral } from '../policy/numerals.ts';
import { type Html, html } from './html.ts';
import type { Story } from './story.ts';
import { instant, kindNames } from './words.ts';

/** The sections of `index.html` on how to check the pack, and on what that shows. */

export function checkingSection(story: Story, signer: string | null): Html {
  const { next, previous } = story;
  return html`<p>With Prenotice, on a machine without a network:</p>
<pre>npm run -s prenotice -- verify PACK.zip</pre>
<p>It reads every part, makes every digest, Merkle root and link of the chain anew, counts people and days again, fills the letters in again, and names whatever does not fit, down to the entry.</p>
<p>By hand: <a href="manifest.json">manifest.json</a> has the SHA-256 of every other part, and <code>sha256sum manifest.json</code> gives the fingerprint of the whole pack. The published texts must have these digests, which every letter carries:</p>
<pre>${previous.digest}  ${previous.text}
${next.digest}  ${next.text}</pre>
<p>The ledger's entries, as they were written at the time, one transaction a line:</p>
<div class="scroll"><table>
<thead><tr><th>Chain</th><th class="n">Links</th><th class="n">Entries</th><th class="n">Not in clear</th><th>Last written</th><th>Hash of the last link</th></tr></thead>
<tbody>${story.notices.map(
    ({ kind, chain }) =>
      html`<tr><td>${kindNames[kind]}</td><td class="n">${numeral(chain.links)}</td><td class="n">${numeral(chain.entries)}</td><td class="n">${numeral(chain.hidden)}</td><td class="day">${chain.lastAt ? instant(chain.lastAt) : ''}</td><td><code>${chain.head}</code></td></tr>`,
  )}</tbody>
</table></div>
<p class="note">Each entry has a public part (pseudonyms, states, days) and a commitment, the SHA-256 of a random salt and the private part (names, addresses, ids) in canonical JSON (RFC 8785). A link holds the Merkle root (RFC 6962) of its entries and the hash of the link before. Parts: ${story.notices.flatMap(({ chain }) => chain.parts).map((part, i) => html`${i > 0 ? ', ' : ''}<a href="${part}">${part}</a>`)}.</p>
${
  story.notices.some(({ purges }) => purges.length > 0)
    ? html`<p>Personal data was erased from the ledger, as its rules on how long data are kept ask for: ${story.notices.flatMap(({ kind, purges }) => purges.map((purge) => `${kindNames[kind].toLowerCase()}, ${numeral(purge.entries)} entries on ${instant(purge.at)}`)).join('; ')}. Of these entries the public part is left, and the commitment to what they said; the chain verifies as before.</p>`
    : null
}
${
  signer
    ? html`<p>The manifest is signed (Ed25519, <a href="signature.json">signature.json</a>) with the key below. Compare it with the key that the sender has published or handed over: <code>verify PACK.zip --key FILE</code>.</p><pre>${signer}</pre>`
    : html`<p class="note">The pack is not signed.</p>`
}`;
}

export function meaningSection(story: Story): Html {
  return html`<h3>If the pack verifies</h3>
<ul>
<li>Nothing in it was changed since it was written: no text, no letter, no name, no day. Nobody was added, taken out or moved.</li>
<li>The entries stand in the order in which they were written, each batch of letters before it was tried, its outcome after.</li>
<li>The dates, counts and sums above follow from these entries.</li>
</ul>
<h3>What it cannot show by itself</h3>
<ul>
<li>When it was written. Whoever holds a ledger could write another one, whole and consistent. Against that stand things that others hold: the letters in customers' hands, each with its reference and the digests of both texts; the mail service's own records under the ids given here; and an outside timestamp (RFC 3161, or a deposit with a notary) of the pack's fingerprint or of the hashes of the last links, if one was made at the time.</li>
<li>That a letter was read. “Accepted” means that the mail service took it, “delivered” that the reader's mail server did.</li>
<li>That the list of recipients was complete. The ledger shows who was in it.</li>
<li>That a person's record of telling somebody in another way is true. The ledger shows what was recorded, and when.</li>
</ul>
${story.rehearsal ? html`<div class="alert"><p><strong>This is the pack of a rehearsal.</strong> The letters were written as files; nobody has been told by them.</p></div>` : null}`;
}
