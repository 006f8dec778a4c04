/** The look of the pages in a pack: a document to be read on paper as well, in one file, without a script. */
export const pageStyle = `
:root {
  color-scheme: light;
  --ink: #191d20; --soft: #525b61; --line: #d3d9db; --panel: #f4f6f6; --accent: #0b5566;
  --bad: #94172c; --bad-ground: #fcebed; --good: #0d5a34; --good-ground: #e4f4ea; --moved: #4d3a9b; --moved-ground: #efecfb;
  --serif: "Source Serif 4", Charter, "Bitstream Charter", Cambria, Georgia, "Noto Serif", serif;
  --sans: "Source Sans 3", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", monospace;
}
* { box-sizing: border-box; }
body { margin: 0; padding: 3.5rem 1.5rem 5rem; color: var(--ink); background: #fff; font: 1.0625rem/1.6 var(--serif); overflow-wrap: break-word; }
main, header, footer { max-width: 46rem; margin-inline: auto; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h1 { margin: 0.25rem 0 0.75rem; font-size: 2.25rem; font-weight: 600; letter-spacing: -0.01em; }
h2 { margin: 3.25rem 0 0.875rem; padding-block-start: 0.875rem; border-block-start: 2px solid var(--ink); font-size: 1.375rem; }
h3 { margin: 1.75rem 0 0.5rem; font: 600 1.0625rem/1.3 var(--sans); }
h2 .number { display: inline-block; min-width: 2rem; color: var(--soft); font-weight: 400; }
p, ul, ol, dl, table, blockquote, pre { margin: 0 0 1rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.kicker, .label, th, dt, figcaption, .note { font-family: var(--sans); }
.kicker { margin: 0; color: var(--soft); font-size: 0.9375rem; }
.lead { font-size: 1.1875rem; line-height: 1.55; }
.note { color: var(--soft); font-size: 0.9375rem; line-height: 1.5; }
blockquote { margin-inline: 0; padding: 0.125rem 0 0.125rem 1.125rem; border-inline-start: 3px solid var(--accent); font-style: italic; }
code, .mono { font-family: var(--mono); font-size: 0.8125em; overflow-wrap: anywhere; }
pre { padding: 0.875rem 1rem; background: var(--panel); font: 0.8125rem/1.6 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; margin: 1.75rem 0; background: var(--line); border: 1px solid var(--line); }
.facts div { padding: 0.75rem 0.875rem 0.875rem; background: #fff; }
.facts dt { color: var(--soft); font-size: 0.875rem; line-height: 1.35; }
.facts dd { margin: 0.125rem 0 0; font: 600 1.25rem/1.3 var(--sans); font-variant-numeric: tabular-nums; }
.facts .bad { background: var(--bad-ground); }
.facts .bad dd { color: var(--bad); }
dl.pairs { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: 0.375rem 1.5rem; }
dl.pairs dt { color: var(--soft); font-size: 0.9375rem; line-height: 1.75; }
dl.pairs dd { margin: 0; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font: 0.9375rem/1.45 var(--sans); font-variant-numeric: tabular-nums; }
th { padding: 0.375rem 0.75rem 0.375rem 0; border-block-end: 1px solid var(--ink); color: var(--soft); font-size: 0.875rem; font-weight: 600; text-align: start; vertical-align: bottom; }
td { padding: 0.4375rem 0.75rem 0.4375rem 0; border-block-end: 1px solid var(--line); vertical-align: top; }
th.n, td.n { text-align: end; padding-inline-end: 1.25rem; white-space: nowrap; }
td.day { white-space: nowrap; }
.alert { margin: 1.5rem 0; padding: 0.875rem 1.125rem; border: 1px solid var(--bad); background: var(--bad-ground); }
.alert p:last-child { margin: 0; }
figure { margin: 1.75rem 0; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { margin-block-start: 0.5rem; color: var(--soft); font-size: 0.875rem; line-height: 1.45; }
.toc { columns: 2; column-gap: 2rem; padding: 0; list-style: none; font: 0.9375rem/1.7 var(--sans); }
.toc .number { display: inline-block; min-width: 1.75rem; color: var(--soft); }
footer { margin-block-start: 3.5rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
.redline ins { color: var(--good); background: var(--good-ground); text-decoration: underline; text-decoration-thickness: 1px; }
.redline del { color: var(--bad); background: var(--bad-ground); text-decoration: line-through; }
.redline ins[data-move], .redline del[data-move] { color: var(--moved); background: var(--moved-ground); }
.redline .move-link::before { content: "↕ " attr(aria-label) " "; font: 0.8125em var(--sans); }
.redline .picture::before { content: "[picture]"; }
.redline .table { overflow-x: auto; }
.redline td, .redline th { padding: 0.375rem 0.5rem; border: 1px solid var(--line); }
@media (max-width: 36rem) {
  body { padding-block-start: 2rem; }
  h1 { font-size: 1.75rem; }
  .toc { columns: 1; }
  dl.pairs { grid-template-columns: 1fr; gap: 0; }
  dl.pairs dd { margin-block-end: 0.75rem; }
}
@media print {
  @page { margin: 20mm 18mm; }
  :root { font-size: 9.75pt; }
  body { padding: 0; line-height: 1.45; }
  main, header, footer { max-width: none; }
  h1 { font-size: 2rem; }
  h2 { margin-block-start: 2rem; break-after: avoid; }
  h3 { break-after: avoid; }
  tr, figure, .facts, blockquote, dl.pairs > div { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; }
  .facts { grid-template-columns: repeat(4, 1fr); }
  .facts dd { font-size: 1.125rem; }
  .facts .bad { border: 1px solid var(--bad); }
  pre { border: 1px solid var(--line); }
}
`;
