// Times read by Fenliu and by two well-known libraries, side by side: points of our own corpus and of published cases.
// A point counts as right when any value that was returned is it, at its grain. Then how fast each of them reads, in the same
// run: a phrase in its sentence, and a notice of 3 KB; Fenliu in a process of its own (build/tests/bench_reading), as the others.
//   node peers.mjs [FENLIU]      the binary; build/fenliu of the repository when missing
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const fenliu = process.argv[2] ?? join(root, 'build', 'fenliu');
const shared = join(root, '..', 'shared');

async function library(name) {
  try {
    return await import(name);
  } catch {
    console.log(`skipped: ${name} is not installed (npm ci in ${here})`);
    return null;
  }
}
const recognizers = await library('@microsoft/recognizers-text-suite');
const chrono = await library('chrono-node');

const clock = /\d\s*[:：]\s*\d|[时点]|giờ|\dh|\d\s*[ap]\.?m|noon|midnight|o'clock|half past/i;

// Points of our corpus: { lang, text, now, local, grain }.
function own(lang) {
  const points = [];
  let now = '';
  for (const line of readFileSync(join(here, 'own', `${lang}.tsv`), 'utf8').split('\n')) {
    if (line.startsWith('@now ')) now = line.slice(5);
    if (!line.includes('\t') || line.startsWith('#')) continue;
    const [sentence, meaning] = line.split('\t');
    const wanted = meaning.split(' ; ').map((each) => each.split(' '));
    const text = sentence.replaceAll('⟦', '').replaceAll('⟧', '').replaceAll('\\n', '\n');
    const phrases = [...sentence.matchAll(/⟦(.*?)⟧/g)].map((each) => each[1]);
    wanted.forEach(([kind, , value], i) => {
      if (kind !== 'point' || value === '-' || value.includes('|')) return;
      // Where no clock is said the date suffices: closing time is a matter of office hours, which the peers do not know.
      const length = clock.test(phrases[i]) ? 16 : 10;
      points.push({ lang, text, now, accepts: (local) => local.startsWith(value.slice(0, length)) });
    });
  }
  return points;
}

function oracle(source) {
  const path = join(shared, 'oracles', 'datetime', 'cases.jsonl');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line)).filter((each) => each.source === source).flatMap((each) => {
    const offset = each.lang === 'zh' ? '+08:00' : each.lang === 'vi' ? '+07:00' : each.zone;
    const point = { lang: each.lang, text: each.text, now: each.now + offset };
    if (source === 'jionlp') return each.kind === 'point' ? [{ ...point, accepts: (local) => local >= each.first && local <= each.last }] : [];
    if (source === 'duckling') {
      const length = { day: 10, hour: 13, minute: 16, second: 19 }[each.grain];
      return [{ ...point, accepts: (local) => local.slice(0, length) === each.at.slice(0, length) }];
    }
    return each.kind === 'fields' ? [{ ...point, accepts: (local) => fields(each.start, local) }] : [];
  });
}

function fields(start, local) {
  const date = new Date(`${local}Z`);
  const values = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: date.getUTCHours(), minute: date.getUTCMinutes(), weekday: date.getUTCDay() };
  return Object.entries(start).every(([key, value]) => !(key in values) || values[key] === value);
}

// Local wall-clock strings "2022-11-24T17:00:00" that each reader returns.
const local = (date, offset) => new Date(date.getTime() + Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * 60000).toISOString().slice(0, 19);

const readers = {
  fenliu: ({ lang, text, now }) => {
    const run = spawnSync(fenliu, ['read', '-', '--now', now, '--lang', lang, '--format', 'json'], { input: text, encoding: 'utf8' });
    const offset = now.slice(-6);
    return JSON.parse(run.stdout).times.flatMap((time) => [time.at, time.from, ...(time.readings ?? []),
      time.offset_minutes === undefined ? undefined : new Date(Date.parse(now) + time.offset_minutes * 60000).toISOString()])
      .filter(Boolean).map((each) => local(new Date(each), offset));
  },
};
if (recognizers) {
  const { recognizeDateTime, Culture } = recognizers.default ?? recognizers;
  const cultures = { zh: 'zh-cn', vi: 'en-us', en: Culture.English };
  // The library works in the machine's zone; wall clocks go in and come out.
  readers.recognizers = ({ lang, text, now }) => recognizeDateTime(text, cultures[lang], undefined, new Date(now.slice(0, -6)))
    .flatMap((each) => each.resolution?.values ?? []).flatMap((value) => [value.value, value.start, value.end]).filter(Boolean)
    .map((value) => (/^\d\d:/.test(value) ? `${now.slice(0, 10)}T${value}` : value.replace(' ', 'T').padEnd(19, 'T00:00:00'.slice(value.length - 10))));
}
if (chrono) {
  const parsers = { zh: chrono.zh, vi: chrono.vi ?? chrono, en: chrono };
  readers.chrono = ({ lang, text, now }) => parsers[lang].parse(text, new Date(now.slice(0, -6))).flatMap((each) => [each.start, each.end]).filter(Boolean)
    .map((each) => {
      const get = (key) => String(each.get(key) ?? 0).padStart(2, '0');
      const clock = each.isCertain('hour') ? `${get('hour')}:${get('minute')}:${get('second')}` : '00:00:00';
      return `${each.get('year')}-${get('month')}-${get('day')}T${clock}`;
    });
}

const sets = { 'own zh': own('zh'), 'own vi': own('vi'), 'own en': own('en'), 'jionlp zh': oracle('jionlp'), 'chrono vi': oracle('chrono'), 'duckling en': oracle('duckling') };
console.log(['points'.padEnd(14), ...Object.keys(readers).map((name) => name.padStart(20))].join(''));
for (const [name, points] of Object.entries(sets)) {
  if (points.length === 0) {
    console.log(`${name.padEnd(14)} skipped: no published cases beside the repository (../shared/oracles)`);
    continue;
  }
  const cells = Object.values(readers).map((reader) => {
    const started = performance.now();
    const right = points.filter((point) => {
      try {
        return reader(point).some((value) => point.accepts(value));
      } catch {
        return false;
      }
    }).length;
    const each = (performance.now() - started) / points.length;
    return `${(100 * right / points.length).toFixed(1)} % (${each.toFixed(1)} ms)`.padStart(20);
  });
  console.log([`${name} ${points.length}`.padEnd(14), ...cells].join(''));
}

// Milliseconds a text, of sets { name: [{ lang, now, text }] }: the least of several rounds, the first of which only warms up.
function milliseconds(reader, texts) {
  const rounds = [];
  for (let round = 0; round < 4; round += 1) {
    const started = performance.now();
    for (const text of texts) reader(text);
    rounds.push((performance.now() - started) / texts.length);
  }
  return Math.min(...rounds.slice(1));
}

function ours(sets) {
  const bench = join(dirname(fenliu), 'tests', 'bench_reading');
  if (!existsSync(bench)) {
    console.log(`skipped: ${bench} is not built (ninja -C build bench_reading)`);
    return {};
  }
  const input = Object.entries(sets).flatMap(([set, texts]) => texts.map(({ lang, now, text }) => JSON.stringify({ set, lang, now, text }))).join('\n');
  const run = spawnSync(bench, [], { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  return Object.fromEntries(run.stdout.trim().split('\n').map((line) => JSON.parse(line)).map(({ set, ms }) => [set, ms]));
}

const speeds = {};
for (const lang of ['zh', 'vi', 'en']) {
  const sentences = own(lang);
  speeds[`${lang} phrase`] = sentences;
  // Sentences of the corpus one after the other until they are 3 KB, as a notice full of times.
  const notice = { lang, now: sentences[0].now, text: '' };
  for (let i = 0; Buffer.byteLength(notice.text) < 3000; i += 1) notice.text += `${sentences[i].text}\n`;
  speeds[`${lang} 3 KB`] = [notice];
}
const mine = ours(speeds);
const peers = Object.entries(readers).filter(([name]) => name !== 'fenliu');
console.log(`\n${['ms a text'.padEnd(14), ...['fenliu', ...peers.map(([name]) => name)].map((name) => name.padStart(24))].join('')}`);
for (const [name, texts] of Object.entries(speeds)) {
  const own = mine[name];
  const cells = peers.map(([, reader]) => {
    const ms = milliseconds(reader, texts);
    return `${ms.toFixed(2)}${own === undefined ? '' : ` (${(ms / own).toFixed(0)} times)`}`.padStart(24);
  });
  console.log([name.padEnd(14), (own === undefined ? '-' : own.toFixed(3)).padStart(24), ...cells].join(''));
}
