/** The stylesheet of the page: light and dark, one column on a phone. */
export const style = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1d1c1d, #e8e6e3);
  --soft: light-dark(#616061, #a8a5a1);
  --back: light-dark(#ffffff, #1a1d21);
  --raised: light-dark(#f6f5f7, #222529);
  --line: light-dark(#d5d3d6, #45494e);
  --accent: light-dark(#00664b, #2fbf8f);
  --on-accent: light-dark(#ffffff, #0d1b16);
  --danger: light-dark(#b0103f, #ff7a98);
  --link: light-dark(#0b5c9c, #6cb8f5);
}
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--back); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--link); }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1rem; margin: 1rem 0 0.25rem; }
h3 { font-size: 1.1rem; margin: 0.5rem 0; }
p, .text { margin: 0.25rem 0; overflow-wrap: anywhere; }
pre, code { font-family: ui-monospace, monospace; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; }
pre { padding: 0.5rem; overflow-x: auto; margin: 0.25rem 0; }
code { padding: 0 0.2rem; }
ul, ol { margin: 0.25rem 0; }
hr { border: 0; border-top: 1px solid var(--line); }
input, select, textarea, button, summary, a.button { font: inherit; min-height: 2.5rem; border-radius: 6px; }
input, select, textarea { color: inherit; background: var(--back); border: 1px solid var(--soft); padding: 0.4rem 0.6rem; max-width: 100%; }
input[type="checkbox"], input[type="radio"] { min-height: 0; width: 1.1rem; height: 1.1rem; }
button, summary, a.button { cursor: pointer; padding: 0.4rem 0.9rem; border: 1px solid var(--soft); color: inherit; background: var(--back); }
summary, a.button { display: inline-flex; align-items: center; text-decoration: none; }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.danger { border-color: var(--danger); color: var(--danger); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
small, .meta time, .context { color: var(--soft); font-size: 0.875rem; }
.banner { margin: 0; padding: 0.5rem 1rem; background: light-dark(#fff3cd, #4a3b00); border-bottom: 1px solid var(--line); }
.columns { display: grid; grid-template-columns: 16rem minmax(0, 1fr); }
.columns > header { padding: 1rem; background: var(--raised); min-height: calc(100vh - 3rem); border-right: 1px solid var(--line); }
main { padding: 1rem; max-width: 60rem; }
nav ul { list-style: none; padding: 0; }
nav a { display: block; padding: 0.4rem 0.5rem; border-radius: 6px; text-decoration: none; color: inherit; }
[aria-current="page"] { background: var(--line); font-weight: 600; }
.person { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.25rem; }
.messages { list-style: none; padding: 0; }
.message { padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); }
.ephemeral { background: var(--raised); border-left: 4px solid var(--soft); }
.mention { color: var(--link); font-weight: 600; }
.lines { white-space: pre-line; }
.section { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; justify-content: space-between; }
.section > div { flex: 1 1 20rem; min-width: 0; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); gap: 0 1rem; }
.actions, .choice { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 0.5rem 0; }
.end { justify-content: flex-end; }
.field { display: grid; gap: 0.25rem; margin: 1rem 0; }
fieldset { border: 1px solid var(--line); border-radius: 8px; min-width: 0; }
.field > label, .field > legend { font-weight: 600; }
.box { display: flex; gap: 0.5rem; align-items: center; min-height: 2rem; }
.error { color: var(--danger); font-weight: 600; }
.alert { padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-left: 4px solid var(--danger); }
.modal { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; max-width: 36rem; margin: 1rem 0; box-shadow: 0 4px 24px rgb(0 0 0 / 20%); }
.modal h2 { font-size: 1.25rem; }
.dialog { border: 1px solid var(--line); border-radius: 8px; padding: 0.75rem; margin-top: 0.5rem; background: var(--raised); }
.composer { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 0.5rem; margin-top: 1rem; }
.composer label { grid-column: 1 / -1; }
.scroll { overflow-x: auto; }
.default { position: absolute; width: 1px; height: 1px; min-height: 0; padding: 0; border: 0; clip-path: inset(50%); }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }
blockquote { margin: 0.25rem 0; padding-left: 0.75rem; border-left: 4px solid var(--line); }
@media (max-width: 45rem) {
  .columns { display: block; }
  .columns > header { min-height: 0; border-right: 0; border-bottom: 1px solid var(--line); }
}
`;
