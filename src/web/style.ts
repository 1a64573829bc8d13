import { createHash } from "node:crypto";

/**
 * The stylesheet of the console, light and dark, one column on a phone. What pages are made of: `.card`, `.grid` of cards,
 * `dl.facts`, tables in `.scroll`, `.badge` and `.notice` with `good`, `busy`, `bad` or nothing, `.field`
 * with `.hint`, `.actions` of buttons (`primary`, `danger`, `plain`), `.filters`, `.list` of links, `.soft` and `.number`.
 */
export const style = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1b2430, #e6e9ee);
  --soft: light-dark(#525d6b, #a4aebb);
  --back: light-dark(#f6f7f9, #12161c);
  --card: light-dark(#ffffff, #1a2028);
  --line: light-dark(#dde2e8, #303844);
  --edge: light-dark(#7c8794, #76818f);
  --accent: light-dark(#0a5c63, #5cc8cf);
  --on-accent: light-dark(#ffffff, #06262a);
  --tint: light-dark(#e3f1f1, #16343a);
  --good: light-dark(#176337, #7ed9a0);
  --good-back: light-dark(#e2f4e8, #163526);
  --busy: light-dark(#7a4b00, #f2c36b);
  --busy-back: light-dark(#fdf1d8, #3b2c0e);
  --bad: light-dark(#a3162f, #ff9aa6);
  --bad-back: light-dark(#fde8eb, #43171f);
  --on-bad: light-dark(#ffffff, #3a0d15);
  --sans: system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Yu Gothic UI", "Noto Sans CJK JP", "Noto Sans JP", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; color: var(--text); background: var(--back); font: 1rem/1.6 var(--sans); overflow-wrap: anywhere; }
:lang(ja) { line-break: strict; word-break: auto-phrase; }
a { color: var(--accent); text-underline-offset: 0.2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1, h2, h3 { line-height: 1.3; text-wrap: balance; }
h1 { font-size: 1.75rem; margin: 0 0 1.5rem; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 0.75rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
h2 > .badge { margin-left: 0.375rem; vertical-align: 0.125rem; letter-spacing: 0; }
p, ul, ol, dl, pre, table { margin: 0.75rem 0; }
ul, ol { padding-left: 1.25rem; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
small, .soft, .hint { color: var(--soft); font-size: 0.875rem; }
pre, code, output, .number { font-family: var(--mono); font-size: 0.9em; font-variant-numeric: tabular-nums; }
pre { padding: 0.75rem 1rem; overflow-x: auto; background: var(--back); border: 1px solid var(--line); border-radius: 8px; overflow-wrap: normal; }
details { margin: 0.25rem 0; }
summary { cursor: pointer; padding: 0.375rem 0; font-weight: 600; }

.skip { position: absolute; left: 1rem; top: -6rem; z-index: 1; padding: 0.5rem 1rem; background: var(--card); border-radius: 0 0 8px 8px; }
.skip:focus { top: 0; }
.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top > div { max-width: 72rem; margin: 0 auto; padding: 0.625rem 1.5rem; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.5rem; }
.brand { font-weight: 700; font-size: 1.1rem; color: var(--text); text-decoration: none; }
.top nav { flex: 1 1 auto; }
.top nav ul { display: flex; flex-wrap: wrap; gap: 0.125rem; list-style: none; margin: 0; padding: 0; }
.top nav a { display: block; padding: 0.4rem 0.75rem; border-radius: 8px; color: var(--soft); text-decoration: none; }
.top nav a:hover { color: var(--text); background: var(--back); }
.top nav a[aria-current] { color: var(--accent); background: var(--tint); font-weight: 600; }
.you { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1rem; margin-left: auto; font-size: 0.875rem; }
.you > span { max-width: 16rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--soft); }
.you form { margin: 0; }
.you button { min-height: 2.25rem; padding: 0.25rem 0.75rem; font-size: 0.875rem; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.5rem 5rem; }
main:focus { outline: none; }

.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem; margin: 1rem 0; }
.card.narrow { max-width: 34rem; margin: 8vh auto 0; padding: 2rem; }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem; margin: 1rem 0; }
.grid > * { margin: 0; min-width: 0; }
dl.facts { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: 0.5rem 1.5rem; }
dl.facts > dt, dl.facts > div > dt { color: var(--soft); }
dl.facts > dd { margin: 0; min-width: 0; }
.list { list-style: none; padding: 0; margin: 0; }
.list > li { padding: 0.75rem 0; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: baseline; }
.list > li:first-child { padding-top: 0; }
.list > li:last-child { border-bottom: 0; padding-bottom: 0; }
.list > li > :first-child { flex: 1 1 14rem; min-width: 0; }
.scroll { overflow-x: auto; margin: 0.75rem 0; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.scroll > table { margin: 0; width: 100%; }
table { border-collapse: collapse; font-size: 0.9375rem; }
caption { text-align: left; color: var(--soft); padding: 0.5rem 0; }
th, td { padding: 0.6rem 1rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
tr:last-child > th, tr:last-child > td { border-bottom: 0; }
thead th { color: var(--soft); font-size: 0.8125rem; font-weight: 600; white-space: nowrap; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 600; }
td details { margin: 0; min-width: 8rem; }
td summary { padding: 0; }
time { white-space: nowrap; }
.badge { display: inline-block; padding: 0.125rem 0.625rem; border-radius: 999px; font-size: 0.8125rem; font-weight: 600; white-space: nowrap; color: var(--soft); background: var(--back); border: 1px solid var(--line); }
.badge.good { color: var(--good); background: var(--good-back); border-color: transparent; }
.badge.busy { color: var(--busy); background: var(--busy-back); border-color: transparent; }
.badge.bad { color: var(--bad); background: var(--bad-back); border-color: transparent; }
.notice { padding: 0.875rem 1.25rem; border-radius: 10px; border: 1px solid var(--line); border-left: 4px solid var(--edge); background: var(--card); margin: 1rem 0; }
.notice.busy { border-left-color: var(--busy); }
.notice.good { border-left-color: var(--good); }
.notice.bad { border-left-color: var(--bad); }
.notice > :first-child { margin-top: 0; }
.notice > :last-child { margin-bottom: 0; }

.field { display: grid; gap: 0.375rem; margin: 1rem 0; }
.field > label, legend { font-weight: 600; }
fieldset { border: 1px solid var(--line); border-radius: 10px; padding: 0.5rem 1.25rem 1rem; min-width: 0; margin: 1rem 0; }
input, select, textarea, button, a.button { font: inherit; min-height: 2.75rem; border-radius: 8px; max-width: 100%; }
input, select, textarea { color: inherit; background: var(--card); border: 1px solid var(--edge); padding: 0.5rem 0.75rem; }
input[type="datetime-local"] { height: 2.75rem; }
textarea { width: 100%; min-height: 5rem; }
.field > input:not([type="checkbox"]) { width: 100%; }
input[type="checkbox"], input[type="radio"] { min-height: 0; width: 1.2rem; height: 1.2rem; accent-color: var(--accent); margin: 0; flex: none; }
label.box { display: flex; gap: 0.625rem; align-items: center; font-weight: 400; min-height: 2.75rem; }
[hidden] { display: none !important; }
button, a.button { cursor: pointer; display: inline-flex; align-items: center; justify-content: center; padding: 0.5rem 1.25rem; font-weight: 600; color: var(--text); background: var(--card); border: 1px solid var(--edge); text-decoration: none; }
button:hover, a.button:hover { border-color: var(--accent); color: var(--accent); }
button.primary, a.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover, a.button.primary:hover { filter: brightness(1.1); color: var(--on-accent); }
button.danger { background: var(--bad); border-color: var(--bad); color: var(--on-bad); }
button.danger:hover { filter: brightness(1.1); border-color: var(--bad); color: var(--on-bad); }
button.plain { padding-inline: 0; border-color: transparent; background: none; color: var(--accent); }
button.plain:hover { text-decoration: underline; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; margin: 1rem 0; }
.filters { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: end; margin: 1rem 0 1.5rem; }
.filters .field { min-width: min(10rem, 100%); margin: 0; }
.filters select { width: 100%; }
form > :last-child { margin-bottom: 0; }
form + form { margin-top: 1rem; }
.news { color: var(--busy); font-weight: 600; }
.news:empty { margin: 0; }
[aria-disabled="true"], [aria-disabled="true"]:hover { cursor: not-allowed; opacity: 0.5; filter: none; }
.error { color: var(--bad); font-weight: 600; }

@media (max-width: 40rem) {
  main { padding: 1.25rem 1rem 3rem; }
  .top > div { padding: 0.5rem 1rem; gap: 0.25rem 0.75rem; }
  .you { gap: 0.25rem 0.75rem; }
  .you > span { display: none; }
  .top nav { order: 3; flex-basis: 100%; }
  .top nav ul { margin: 0 -0.5rem; }
  .top nav a { padding: 0.5rem; font-size: 0.875rem; }
  h1 { font-size: 1.45rem; margin-bottom: 1rem; }
  .card { padding: 1rem; }
  dl.facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dl.facts > dd { margin-bottom: 0.75rem; }
  dl.facts > dd:last-child { margin-bottom: 0; }
  .card.narrow { margin-top: 1rem; padding: 1.5rem; }
  .filters .field { flex-basis: 100%; }
  .scroll { overflow-x: visible; }
  table, tbody, tr, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  tr:last-child { border-bottom: 0; }
  td { display: flow-root; padding: 0.25rem 1rem 0.25rem 7.5rem; border-bottom: 0; overflow-wrap: anywhere; }
  td:empty { display: none; }
  td time { white-space: normal; }
  td::before { content: attr(data-label); float: left; width: 6rem; margin-left: -6.5rem; color: var(--soft); font-size: 0.8125rem; line-height: 1.8; }
}
@media (prefers-reduced-motion: no-preference) {
  a, button { transition: color 0.12s, background-color 0.12s, border-color 0.12s; }
}
.fields { max-width: 44rem; }
.fields form > :nth-child(2) { margin-top: 0; }
.fields form > :last-child { margin-bottom: 0; }
.field > p, fieldset > p { margin: 0; }
.field > label .soft, legend .soft { font-weight: 400; }
@media print {
  .top, .skip, form { display: none; }
}
`;

/** Where the stylesheet is served; another content has another path, so that browsers may keep it. */
export const stylePath = `/console.${createHash("sha256").update(style).digest("hex").slice(0, 12)}.css`;

/** The icon of the console, a checked shield. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0a5c63" d="M16 2 4 6v10c0 7 5 12 12 14 7-2 12-7 12-14V6z"/><path fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" d="m10 16 4.5 4.5L22 12"/></svg>`;

/** Where the icon is served. */
export const iconPath = "/console.svg";
