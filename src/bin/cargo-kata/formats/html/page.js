
'use strict';
// Draws the report. Text goes in as text, never as markup: it quotes code that nobody has read.
(() => {
const lines = document.getElementById('report').textContent.split('\n').filter(Boolean).map(line => JSON.parse(line));
const of = kind => lines.filter(line => kind in line).map(line => line[kind]);
const [head] = of('head'), katas = of('kata'), mistakes = of('mistake'), examples = of('example'), rows = of('submission');
const say = (name, ...values) => values.reduce((text, value) => text.replace('{}', value), head.strings[name]);
const byId = id => document.getElementById(id);

/** An element with attributes and children; whatever is not an element becomes text. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {}))
    if (value !== undefined && value !== false) element.setAttribute(name, value);
  element.append(...children.filter(child => child !== undefined));
  return element;
}
const percent = share => `${Math.round(share * 100)}%`;
/** Words between backticks are code. */
const prose = text => text.split('`').map((piece, i) => i % 2 ? make('code', null, piece) : piece);
const count = (map, key, by = 1) => map.set(key, (map.get(key) || 0) + by);
const most = map => [...map].sort((a, b) => b[1] - a[1]);

// What the class looks like.

const columns = new Map();
for (const kata of katas) if (!columns.has(kata.name)) columns.set(kata.name, kata.title);
const names = [...columns.keys()];
for (const row of rows) row.cells = new Map(row.katas.map(entry => [katas[entry.kata].name, entry]));

/** How a verdict looks: what went wrong otherwise than by a wrong answer stands out. */
function kind(verdict) {
  if (verdict === 'passed' || verdict === 'failed') return verdict;
  return verdict === 'todo' || verdict === 'missing' ? 'open' : 'odd';
}
const held = entry => say('held', katas[entry.kata].properties.length - entry.failures_count, katas[entry.kata].properties.length);
for (const row of rows) for (const entry of row.katas) {
  entry.failures ||= [];
  entry.message ||= '';
  entry.failures_count = entry.verdict === 'todo' ? katas[entry.kata].properties.length : entry.failures.length;
}
function cellText(entry) {
  const [sign, word] = head.verdicts[entry.verdict];
  const all = katas[entry.kata].properties.length;
  return entry.verdict === 'failed' ? `${sign} ${all - entry.failures_count}/${all}` : `${sign} ${word}`;
}

// The matrix. One of its cells can be reached by Tab; from there the arrow keys lead on.

const table = byId('matrix');
const sorts = ['', 'passed', 'score', ...names];
let sort = null, only = null, current = null;

function header() {
  const titles = [say('submission'), say('passed'), say('score'), ...columns.values()];
  const cell = (title, i) => make('th', { scope: 'col', role: 'columnheader', tabindex: -1, 'data-sort': i, 'aria-sort': 'none' }, title);
  return make('thead', null, make('tr', { role: 'row' }, ...titles.map(cell)));
}

function drawRow(row, place) {
  const number = text => make('td', { role: 'gridcell', tabindex: -1, class: 'number' }, text);
  const cell = name => {
    const entry = row.cells.get(name);
    if (!entry) return make('td', { role: 'gridcell', tabindex: -1, class: 'open', 'aria-label': `${columns.get(name)}: ${say('not-judged')}` }, '–');
    const label = `${row.id}, ${columns.get(name)}: ${head.verdicts[entry.verdict][1]}` + (katas[entry.kata].properties.length ? `, ${held(entry)}` : '');
    return make('td', { role: 'gridcell', tabindex: -1, class: kind(entry.verdict), 'data-kata': name, 'aria-label': label }, cellText(entry));
  };
  row.element = make('tr', { role: 'row', 'data-row': place },
    make('th', { scope: 'row', role: 'rowheader', tabindex: -1, title: row.id }, row.id || '""'),
    number(`${row.passed}/${row.total}`), number(percent(row.score)), ...names.map(cell));
  row.words = [row.id, ...row.katas.map(entry => `${entry.verdict} ${head.verdicts[entry.verdict][1]} ${katas[entry.kata].name}`)].join('\n').toLowerCase();
  return row.element;
}

const natural = new Intl.Collator(head.lang, { numeric: true });
function compare(a, b) {
  const key = sorts[sort.column];
  if (key === '') return natural.compare(a.id, b.id);
  if (key === 'passed') return a.passed - b.passed || a.score - b.score;
  if (key === 'score') return a.score - b.score;
  const value = row => row.cells.has(key) ? row.cells.get(key).score + (row.cells.get(key).verdict === 'passed') : -1;
  return value(a) - value(b);
}

function sortBy(column) {
  // Names go up first, marks down: the next time the other way.
  const down = sort && sort.column === column ? !sort.down : column > 0;
  sort = { column, down };
  for (const th of table.tHead.rows[0].cells)
    th.setAttribute('aria-sort', Number(th.dataset.sort) !== column ? 'none' : down ? 'descending' : 'ascending');
  const sorted = rows.map((row, i) => [row, i]).sort(([a, i], [b, j]) => (down ? -compare(a, b) : compare(a, b)) || i - j);
  table.tBodies[0].append(...sorted.map(([row]) => row.element));
}

function filter() {
  const wanted = byId('filter').value.trim().toLowerCase();
  let visible = 0;
  for (const row of rows) {
    const made = only === null || row.katas.some(entry => entry.mistake === only);
    row.element.hidden = !(made && row.words.includes(wanted));
    visible += !row.element.hidden;
  }
  byId('shown').textContent = visible ? say('shown', visible, rows.length) : say('nothing');
  byId('only').hidden = only === null;
  if (only !== null) byId('only-text').textContent = `${say('made-by')} ${columns.get(mistakes[only].kata)}`;
  if (!current || current.parentElement.hidden) reach(table.tHead.rows[0].cells[0]);
}

/** Makes a cell the one that Tab leads to. */
function reach(cell) {
  if (current) current.tabIndex = -1;
  current = cell;
  current.tabIndex = 0;
}

function move(cell, down, right, edge) {
  const visible = [table.tHead.rows[0], ...table.tBodies[0].rows].filter(row => !row.hidden);
  const y = visible.indexOf(cell.parentElement);
  const within = (i, n) => Math.max(0, Math.min(n - 1, i));
  const row = visible[within(y + down, visible.length)];
  const x = edge === undefined ? within(cell.cellIndex + right, row.cells.length) : edge ? row.cells.length - 1 : 0;
  reach(row.cells[x]);
  current.focus();
}

function act(cell) {
  if (cell.dataset.sort !== undefined) return sortBy(Number(cell.dataset.sort));
  const row = rows[cell.parentElement.dataset.row];
  const entry = row.cells.get(cell.dataset.kata);
  open(row, entry ? [entry] : row.katas);
}

table.addEventListener('focusin', event => reach(event.target));
table.addEventListener('click', event => {
  const cell = event.target.closest('th, td');
  if (!cell || String(getSelection())) return;
  cell.focus();
  act(cell);
});
table.addEventListener('keydown', event => {
  const cell = event.target.closest('th, td');
  if (!cell || event.altKey || event.metaKey) return;
  const far = rows.length + 1;
  const steps = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-20, 0], PageDown: [20, 0],
    Home: [event.ctrlKey ? -far : 0, 0, false], End: [event.ctrlKey ? far : 0, 0, true],
  };
  if (event.key in steps) move(cell, ...steps[event.key]);
  else if (event.key === 'Enter' || event.key === ' ') act(cell);
  else return;
  event.preventDefault();
});

// One submission in detail.

const dialog = byId('dialog');
function open(row, entries) {
  byId('dialog-title').textContent = entries.length === 1 ? `${row.id} · ${columns.get(katas[entries[0].kata].name)}` : `${row.id} · ${row.passed}/${row.total}`;
  byId('detail').replaceChildren(...entries.flatMap(entry => detail(entry, entries.length > 1)));
  dialog.showModal();
  dialog.scrollTop = 0;
}
function close() {
  dialog.close();
  if (current) current.focus();
}
byId('close').addEventListener('click', close);
dialog.addEventListener('cancel', event => { event.preventDefault(); close(); });
dialog.addEventListener('click', event => { if (event.target === dialog) close(); });

function detail(entry, titled) {
  const kata = katas[entry.kata];
  const [sign, word] = head.verdicts[entry.verdict];
  const parts = titled ? [make('h3', null, kata.title)] : [];
  parts.push(make('p', null, make('span', { class: `verdict ${kind(entry.verdict)}` }, `${sign} ${word}`), ' ',
    kata.properties.length ? held(entry) : '', make('span', { class: 'faint' }, ` · ${entry.seconds.toFixed(2)} ${say('seconds')}`)));
  if (entry.place && entry.verdict !== 'passed') parts.push(make('p', null, make('code', null, entry.place)));
  if (entry.mistake !== undefined)
    parts.push(make('div', { class: 'mistake' }, make('strong', null, say('looks-like')), ' ', ...prose(mistakes[entry.mistake].sentence)));
  if (entry.message) parts.push(make('pre', null, entry.message));
  if (entry.verdict === 'todo') parts.push(make('p', { class: 'faint' }, say('not-written')));
  entry.failures.forEach((failure, i) => parts.push(failed(kata, failure, i === 0)));
  const failing = new Set(entry.failures.map(failure => failure.property));
  const holding = entry.verdict === 'todo' ? [] : kata.properties.filter((_, i) => !failing.has(i));
  if (holding.length) parts.push(make('details', null, make('summary', null, `${say('holding')} (${holding.length})`),
    make('ul', null, ...holding.map(property => make('li', null, property.sentence, make('span', { class: 'faint' }, ` · ${property.aspect}`))))));
  if (entry.verdict !== 'passed' && kata.properties.length)
    parts.push(make('p', { class: 'faint' }, `${say('again')} `, make('code', null, `cargo kata test ${kata.name} ${head.options}`)));
  return parts;
}

function failed(kata, failure, isFirst) {
  const { sentence, aspect } = kata.properties[failure.property];
  const summary = make('summary', null, `${head.verdicts[failure.verdict][0]} `, make('strong', null, sentence), make('span', { class: 'faint' }, ` · ${aspect}`));
  const parts = [make('pre', null, failure.message)];
  if (failure.example !== undefined) parts.push(...counterexample(examples[failure.example]));
  return make('details', { open: isFirst && '' }, summary, ...parts);
}

function counterexample(example) {
  const parts = [make('p', { class: 'name' }, make('code', null, `${example.function}(${example.input.map(([name]) => name).join(', ')})`))];
  for (const [name, value] of example.input) parts.push(named(name, value, []));
  const answers = [];
  if (example.expected !== null) answers.push(named(say('expected'), example.expected, []));
  if (example.actual !== null) answers.push(named(say('actual'), example.actual, example.differing));
  parts.push(answers.length ? make('div', { class: 'pair' }, ...answers) : make('p', { class: 'name' }, say('no-answer')));
  return parts;
}
const shape = value => Array.isArray(value) ? [value.length, ...(value.length ? shape(value[0]) : [])] : [];
function named(name, value, differing) {
  const size = Array.isArray(value) ? ` [${shape(value).join(', ')}]` : '';
  return make('div', null, make('p', { class: 'name' }, name + size), ...drawn(value, differing.values(), name, ''));
}

/** A value as tables: a list is a row, a list of lists a matrix, what has more axes several of them. */
function drawn(value, marks, name, label) {
  const isRow = list => Array.isArray(list) && !list.some(Array.isArray);
  if (Array.isArray(value) && !isRow(value) && !value.every(isRow))
    return value.flatMap((part, i) => drawn(part, marks, name, `${label}[${i}]`));
  const rows = !Array.isArray(value) ? [[value]] : isRow(value) ? [value] : value;
  const cell = entry => {
    const differs = marks.next().value;
    return make('td', { class: differs && 'differs', 'aria-label': differs && `${entry}, ${say('differs')}` }, entry);
  };
  const isText = rows.flat().some(entry => !/^[-+\d.einfNa]*$/.test(entry));
  const size = rows.flat().length;
  const body = size ? make('table', { class: isText ? 'value text' : 'value', 'aria-label': name + label }, make('tbody', null, ...rows.map(row => make('tr', null, ...row.map(cell)))))
    : make('span', { class: 'faint' }, say('empty'));
  const scrolls = size > 12 ? { tabindex: 0, role: 'group', 'aria-label': name + label } : {};
  return [...(label ? [make('p', { class: 'name' }, label)] : []), make('div', { class: 'values', ...scrolls }, body)];
}

// What the class should hear about.

const bar = share => {
  const inner = make('span', { class: 'bar-of' });
  inner.style.width = `${share * 100}%`;
  return make('span', { class: 'bar-room', 'aria-hidden': 'true' }, inner);
};
function counts(titles, lines) {
  const cells = line => line.map((cell, i) => make('td', { class: i === 0 && 'number' }, ...[cell].flat()));
  return make('table', { class: 'counts' }, make('thead', null, make('tr', null, ...titles.map(title => make('th', { scope: 'col' }, title)))),
    make('tbody', null, ...lines.map(line => make('tr', null, ...cells(line)))));
}

function drawMistakes() {
  const times = new Map();
  for (const row of rows) for (const entry of row.katas) if (entry.mistake !== undefined) count(times, entry.mistake);
  const largest = Math.max(...times.values());
  const who = mistake => {
    const button = make('button', { type: 'button' }, say('who'));
    button.addEventListener('click', () => { only = mistake; filter(); byId('matrix-title').scrollIntoView(); byId('only-clear').focus({ preventScroll: true }); });
    return button;
  };
  const line = ([mistake, n]) => [[`${n} ×`, bar(n / largest)],
    [make('strong', null, columns.get(mistakes[mistake].kata)), ' ', ...prose(mistakes[mistake].sentence), ' ', who(mistake)]];
  byId('mistakes').append(times.size ? counts([say('times'), say('mistake')], most(times).map(line)) : make('p', { class: 'faint' }, say('no-mistakes')));
}

function drawAspects() {
  const all = new Map(), failing = new Map(), properties = new Map();
  for (const row of rows) for (const entry of row.katas) {
    if (entry.verdict === 'todo') continue;
    for (const property of katas[entry.kata].properties) count(all, property.aspect);
    for (const failure of entry.failures) {
      const { sentence, aspect } = katas[entry.kata].properties[failure.property];
      count(failing, aspect);
      count(properties, `${katas[entry.kata].name}\n${sentence}`);
    }
  }
  const none = text => make('p', { class: 'faint' }, text);
  const shares = new Map([...all].map(([aspect, n]) => [aspect, (failing.get(aspect) || 0) / n]));
  const aspects = most(shares).map(([aspect, share]) => [[`${percent(share)} (${failing.get(aspect) || 0}/${all.get(aspect)})`, bar(share)], aspect]);
  byId('aspects').append(all.size ? counts([say('failing'), say('aspect')], aspects) : none(say('none-ran')));
  const worst = most(properties).slice(0, 12);
  const line = ([key, n]) => [[`${n} ×`, bar(n / worst[0][1])], key.split('\n')[1], columns.get(key.split('\n')[0])];
  byId('properties').append(worst.length ? counts([say('times'), say('property'), say('kata')], worst.map(line)) : none(say(all.size ? 'none-fail' : 'none-ran')));
}

// The page.

for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
byId('filter').placeholder = say('filter');
byId('filter').setAttribute('aria-label', say('filter'));
const sum = of => rows.reduce((sum, row) => sum + of(row), 0);
byId('summary').textContent = rows.length === 1 ? say('one', rows[0].passed, rows[0].total) : [
  say('submissions', rows.length),
  say('all-passed', sum(row => row.passed === row.total)),
  say('mean', percent(rows.length ? sum(row => row.score) / rows.length : 0)),
].join(' · ');
table.append(header(), make('tbody', null, ...rows.map(drawRow)));
drawMistakes();
drawAspects();
for (const [name, value] of head.settings) byId('settings').append(make('dt', null, name), make('dd', null, value));
byId('filter').addEventListener('input', filter);
byId('only-clear').addEventListener('click', () => { only = null; filter(); byId('filter').focus(); });
document.addEventListener('keydown', event => {
  const typing = event.target.closest('input');
  if (event.key === '/' && !typing && !dialog.open) { byId('filter').focus(); event.preventDefault(); }
  if (event.key === 'Escape' && typing) { typing.value = ''; filter(); }
  if (event.key === 'ArrowDown' && typing) { current.focus(); event.preventDefault(); }
});
filter();
})();
