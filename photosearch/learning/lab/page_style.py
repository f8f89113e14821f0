"""How the report looks, and the little that moves in it; without the script it is all there."""

from __future__ import annotations

CSS = """
:root {
  color-scheme: light dark;
  --page: #f5f4f0; --card: #ffffff; --ink: #1a1b1f; --faint: #585b65; --line: #e2e0da;
  --accent: #0b5cad; --wash: #0b5cad1f; --shadow: 0 1px 2px #0000000f, 0 4px 16px #0000000a;
  --series-0: #0b62b8; --series-1: #c64a05; --series-2: #0c8463; --series-3: #97458b;
  --series-4: #8f6a00; --series-5: #2b7fa6; --series-6: #6a6a70; --series-7: #b3123f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101114; --card: #1a1b20; --ink: #eeeef2; --faint: #a7aab5; --line: #30323a;
    --accent: #8cbcff; --wash: #8cbcff2b; --shadow: none;
    --series-0: #6cb2ff; --series-1: #ff9b5a; --series-2: #4dd0a4; --series-3: #e49ad7;
    --series-4: #efc54a; --series-5: #7dd0f5; --series-6: #b9b9c0; --series-7: #ff7f9e;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 3rem 1.5rem 5rem; max-width: 80rem;
  background: var(--page); color: var(--ink);
  font: 18px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans",
    sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
header { max-width: 62rem; }
.kind { color: var(--accent); font-weight: 600; margin: 0; }
h1 { font-size: clamp(2rem, 5vw, 3.1rem); line-height: 1.12; margin: .1em 0 .45em;
  letter-spacing: -.02em; text-wrap: balance; }
h2 { font-size: 1.6rem; line-height: 1.25; margin: 3.5rem 0 1rem; letter-spacing: -.01em; }
h3 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .5rem; }
.lead { font-size: 1.3rem; line-height: 1.5; margin: 0 0 .7em; text-wrap: pretty; }
.warning { border-left: 5px solid var(--series-1); padding-left: 1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .4rem 2rem; margin: 1.4rem 0 0; padding: 0;
  color: var(--faint); font-size: 1rem; list-style: none; }
.facts b { color: var(--ink); font-weight: 600; }
.headline { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1.2rem;
  margin: 2.2rem 0 0; padding: 0; }
.card { background: var(--card); border-radius: 14px; padding: 1.4rem 1.6rem;
  box-shadow: var(--shadow); }
.headline .card { display: flex; flex-direction: column; }
.headline dt { color: var(--faint); font-weight: 600; }
.headline .value { margin: 0; font-size: 3.1rem; line-height: 1.15; font-weight: 650;
  letter-spacing: -.03em; }
.headline .note { margin: .2rem 0 0; color: var(--faint); font-size: 1rem; line-height: 1.45; }
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 33rem), 1fr));
  gap: 1.4rem; align-items: start; }
figure { margin: 0; }
figcaption, .meaning { color: var(--faint); font-size: 1rem; line-height: 1.5; margin: .8rem 0 0; }
.meaning b { color: var(--ink); font-weight: 600; }
.chart { display: block; width: 100%; height: auto; overflow: visible; }
h2 + .intro { color: var(--faint); margin: -.6rem 0 1.2rem; }
section > .card + .card { margin-top: 1.4rem; }
.scroll { overflow-x: auto; margin: 0 -.6rem; }
.scroll:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .5rem .7rem; text-align: left; vertical-align: baseline;
  border-bottom: 1px solid var(--line); }
thead th { color: var(--faint); font-size: .95rem; font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 500; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:hover > * { background: var(--wash); }
.number { text-align: right; white-space: nowrap; }
.best { font-weight: 700; }
.best::before { content: "★ "; color: var(--accent); font-size: .8em; }
.sort { all: unset; cursor: pointer; border-radius: 4px; }
.sort:hover { color: var(--ink); text-decoration: underline; }
[aria-sort] .sort { color: var(--ink); }
[aria-sort=ascending] .sort::after { content: " ▲"; font-size: .75em; }
[aria-sort=descending] .sort::after { content: " ▼"; font-size: .75em; }
.sheet img { display: block; max-width: 100%; height: auto; border-radius: 10px;
  margin: 0 auto; background: #17181c; }
.sheet + .sheet { margin-top: 2rem; }
.viewer { display: none; align-items: center; gap: 1rem; margin: 0 0 1.1rem; }
.scripted .viewer { display: flex; }
.scripted .sheet { display: none; }
.scripted .sheet.shown { display: block; margin: 0; }
.viewer input { flex: 1; min-width: 6rem; accent-color: var(--accent); height: 2rem; }
.viewer output { min-width: 12rem; font-weight: 600; text-align: right; }
.viewer button { font: inherit; min-width: 2.8rem; height: 2.6rem; border-radius: 10px;
  border: 1px solid var(--line); background: var(--page); color: var(--ink); cursor: pointer; }
.viewer button:disabled { opacity: .4; cursor: default; }
details + details { margin-top: 1rem; }
summary { cursor: pointer; font-weight: 600; border-radius: 6px; padding: .2rem 0; }
details .scroll { max-height: 32rem; overflow: auto; }
code { font: .92em/1.5 ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; }
  .card { padding: 1.1rem; }
  .sheet { overflow-x: auto; }
  .sheet img { max-width: none; width: 56rem; }
  .viewer { flex-wrap: wrap; }
  .viewer output { flex-basis: 100%; text-align: left; order: -1; }
}
@media print {
  body { background: none; max-width: none; }
  .card { box-shadow: none; border: 1px solid var(--line); break-inside: avoid; }
  .viewer { display: none !important; }
  .scripted .sheet { display: block; break-inside: avoid; }
}
"""

SCRIPT = """
for (const viewer of document.querySelectorAll('.sheets')) {
  const sheets = [...viewer.querySelectorAll('.sheet')];
  if (sheets.length < 2) continue;
  const [back, on] = viewer.querySelectorAll('button');
  const slider = viewer.querySelector('input'), output = viewer.querySelector('output');
  const show = number => {
    sheets.forEach((sheet, at) => sheet.classList.toggle('shown', at === number));
    slider.value = number;
    output.textContent = sheets[number].dataset.name;
    slider.setAttribute('aria-valuetext', sheets[number].dataset.name);
    back.disabled = number === 0;
    on.disabled = number === sheets.length - 1;
  };
  slider.max = sheets.length - 1;
  slider.addEventListener('input', () => show(+slider.value));
  back.addEventListener('click', () => show(+slider.value - 1));
  on.addEventListener('click', () => show(+slider.value + 1));
  viewer.classList.add('scripted');
  show(sheets.length - 1);
}
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const number = head.classList.contains('number');
      const now = head.getAttribute('aria-sort');
      const down = now ? now === 'ascending' : number;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = row => row.cells[column].dataset.key ?? row.cells[column].textContent;
      const compare = (a, b) => number
        ? (a === '') - (b === '') || (down ? b - a : a - b)
        : (down ? b : a).localeCompare(down ? a : b, undefined, {numeric: true});
      body.append(...[...body.rows].sort((a, b) => compare(key(a), key(b))));
    });
  });
}
"""
