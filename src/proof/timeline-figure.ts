import { type Day, daysBetween, formatDay } from '../policy/day.ts';
import { type Html, html } from './html.ts';

export interface Milestones {
  /** First and last day on which letters left; null when none did. */
  first: Day | null;
  last: Day | null;
  deadline: Day;
  effective: Day;
  published: Day;
  /** The version was taken back: it never takes effect. */
  withdrawn: boolean;
}

const width = 720;
const edge = 8;

/** The days to scale: when letters left, the last day in time, the promised period, the effect. */
export function timelineFigure({
  first,
  last,
  deadline,
  effective,
  published,
  withdrawn,
}: Milestones): Html | null {
  const start = [published, first ?? published, deadline].sort()[0]!;
  const end = [effective, last ?? effective].sort().at(-1)!;
  const span = daysBetween(start, end);
  if (span < 1) return null;
  const x = (day: Day) =>
    Math.round((edge + (daysBetween(start, day) / span) * (width - 2 * edge)) * 10) / 10;
  const name = (day: Day) => formatDay(day, 'en');
  const label = (day: Day, y: number, text: string) => {
    const at = x(day);
    const anchor = at < width * 0.25 ? 'start' : at > width * 0.75 ? 'end' : 'middle';
    return html`<text x="${at}" y="${y}" text-anchor="${anchor}">${text}</text>`;
  };
  const effect = withdrawn ? 'Was to take effect' : 'Takes effect';
  const letters =
    first && last
      ? html`<rect x="${Math.max(0, x(first) - 3)}" y="44" width="${Math.max(6, x(last) - x(first) + 6)}" height="20" fill="#0b5566"/>
${label(first, 30, first === last ? `Letters left: ${name(first)}` : `Letters left: ${name(first)} to ${name(last)}`)}`
      : null;
  const description = `${first ? `Letters left from ${name(first)}${last && last !== first ? ` to ${name(last)}` : ''}. ` : 'No letter has left. '}The last day in time was ${name(deadline)}. ${effect} on ${name(effective)}.`;
  return html`<figure>
<svg viewBox="0 0 ${width} 112" role="img" aria-label="${description}" font-family="system-ui, 'Segoe UI', Arial, sans-serif" font-size="13" fill="#191d20">
<rect x="${x(start)}" y="50" width="${x(end) - x(start)}" height="8" fill="#d3d9db"/>
<rect x="${x(deadline)}" y="50" width="${Math.max(0, x(effective) - x(deadline))}" height="8" fill="#a8c5cc"/>
${letters}
<rect x="${x(deadline) - 1}" y="44" width="2" height="34" fill="#191d20"/>
${label(deadline, 94, `Last day in time: ${name(deadline)}`)}
<rect x="${x(effective) - 1}" y="36" width="2" height="28" fill="#94172c"/>
${label(effective, 30, `${effect}: ${name(effective)}`)}
</svg>
<figcaption>Days to scale. Light blue: what had to lie between the last letter and the effect.</figcaption>
</figure>`;
}
