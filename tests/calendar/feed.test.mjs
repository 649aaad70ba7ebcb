// A unit's feed and a cascade's calendar in two independent programs: ical.js, the parser of Thunderbird, and khal, which keeps
// calendars on the disk (Debian's khal, left out where it is missing). Imported, moved by an event, imported again.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import ICAL from 'ical.js';

import { county, patience_ms } from './support.mjs';

const khal = spawnSync('khal', ['--version']).status === 0;

// What ical.js reads: uid → {start, end, sequence, status, …}, times as UTC.
function read(text) {
  const events = {};
  for (const component of new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component);
    const utc = (time) => time?.toJSDate().toISOString().slice(0, 16);
    assert.equal(events[event.uid], undefined, `${event.uid} twice`);
    events[event.uid] = {
      start: utc(event.startDate), end: component.hasProperty('dtend') ? utc(event.endDate) : null, summary: event.summary,
      description: event.description, sequence: event.sequence, status: component.getFirstPropertyValue('status'),
      modified: component.getFirstPropertyValue('last-modified').toJSDate(),
      follows: component.getAllProperties('related-to').map((link) => [link.getParameter('reltype'), link.getParameter('gap'), link.getFirstValue()]),
    };
  }
  return events;
}

// khal with an empty calendar of its own; `list` gives its lines for the day as "start end title".
function khalCalendar(t) {
  const home = mkdtempSync(join(tmpdir(), 'fenliu-khal-'));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'calendar'));
  writeFileSync(join(home, 'config'), `[calendars]\n[[office]]\npath = ${join(home, 'calendar')}\n[sqlite]\npath = ${join(home, 'khal.db')}\n`
    + '[locale]\nlocal_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n'
    + 'longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n');
  const run = (...words) => execFileSync('khal', ['-c', join(home, 'config'), ...words],
    { encoding: 'utf8', timeout: patience_ms, env: { ...process.env, HOME: home, LC_ALL: 'C.UTF-8', PYTHONWARNINGS: 'ignore' } });
  return {
    import: (text) => {
      writeFileSync(join(home, 'feed.ics'), text);
      run('import', '--batch', '-a', 'office', join(home, 'feed.ics'));
    },
    list: () => run('list', '--format', '{start-time} {end-time} {status}{title}', '--day-format', '', '2022-11-24', '2022-11-25')
      .split('\n').map((line) => line.trim()).filter(Boolean),
    files: () => readdirSync(join(home, 'calendar')).map((name) => readFileSync(join(home, 'calendar', name), 'utf8')),
  };
}

const window = 'county-meeting.edu.window-1@gov-office.fenliu';

test('a unit subscribes, a meeting moves, and both programs show the moved time of the same event', async (t) => {
  const office = await county(t);
  const made = await office.ask('POST', '/api/v1/units/edu/feeds', { name: 'the chief' });
  assert.equal(made.status, 201, made.text);
  const { path, token } = JSON.parse(made.text);
  const first = await office.ask('GET', path);
  assert.equal(first.status, 200, first.text);
  assert.match(first.type, /^text\/calendar/);
  const before = read(first.text)[window];
  assert.deepEqual([before.start, before.end, before.sequence, before.status], ['2022-11-24T10:35', '2022-11-24T10:50', 0, 'CONFIRMED']);
  assert.match(before.summary, /第2项 校园安全（全县工作调度会）/);
  assert.equal((await office.ask('GET', path)).text, first.text, 'equal calendars are equal bytes');

  const moved = await office.ask('POST', '/api/v1/meetings/county-meeting/events',
    { id: 'postponed-1', kind: 'postponed', until: '2022-11-24T20:00+08:00' });
  assert.equal(moved.status, 201, moved.text);
  const second = await office.ask('GET', path);
  assert.notEqual(second.etag, first.etag);
  const after = read(second.text)[window];
  assert.deepEqual([after.start, after.end], ['2022-11-24T12:05', '2022-11-24T12:20']);
  assert.ok(after.sequence > before.sequence, 'SEQUENCE rises');
  assert.ok(after.modified >= before.modified);

  const cancelled = await office.ask('POST', '/api/v1/meetings/county-meeting/events', { id: 'cancelled-1', kind: 'cancelled' });
  assert.equal(cancelled.status, 201, cancelled.text);
  const third = await office.ask('GET', path);
  const last = read(third.text)[window];
  assert.equal(last.status, 'CANCELLED');
  assert.ok(last.sequence > after.sequence);

  assert.ok(!office.said().includes(token), 'the token is logged nowhere');
  for (const file of readdirSync(office.data, { withFileTypes: true }).filter((each) => each.isFile())) {
    assert.ok(!readFileSync(join(office.data, file.name)).includes(token), `${file.name} keeps its hash only`);
  }
  if (!khal) return t.diagnostic('skipped: khal is not installed');
  const calendar = khalCalendar(t);
  calendar.import(first.text);
  assert.deepEqual(calendar.list().filter((line) => line.includes('校园安全')).map((line) => line.slice(0, 11)), ['18:35 18:50']);
  calendar.import(second.text);
  assert.deepEqual(calendar.list().filter((line) => line.includes('校园安全')).map((line) => line.slice(0, 11)), ['20:05 20:20']);
  assert.equal(calendar.files().filter((text) => text.includes(window.slice(0, 30))).length, 1, 'one event, not two');
  calendar.import(third.text);
  assert.ok(calendar.files().some((text) => text.includes('STATUS:CANCELLED')));
});

test('a cascade is read with its order and its gaps', async (t) => {
  const office = await county(t);
  const events = read((await office.ask('GET', '/api/v1/cascades/county-meeting/calendar.ics')).text);
  const at = (id) => events[`${id}@gov-office.fenliu`];
  assert.deepEqual(Object.keys(events).sort(), ['city', 'county', 'province', 'town'].map((level) => `${level}-meeting@gov-office.fenliu`));
  assert.deepEqual(at('county-meeting').follows, [['FINISHTOSTART', 'PT10M', 'city-meeting@gov-office.fenliu']]);
  assert.deepEqual([at('county-meeting').start, at('county-meeting').end], ['2022-11-24T10:30', '2022-11-24T11:30']);
  const sequence = at('county-meeting').sequence;

  const moved = await office.ask('POST', '/api/v1/meetings/province-meeting/events',
    { id: 'postponed-2', kind: 'postponed', until: '2022-11-24T17:30+08:00' });
  assert.equal(moved.status, 201, moved.text);
  const after = read((await office.ask('GET', '/api/v1/cascades/county-meeting/calendar.ics')).text)['county-meeting@gov-office.fenliu'];
  assert.equal(after.start, '2022-11-24T11:30');
  assert.ok(after.sequence > sequence);
});

test('an address that was revoked opens nothing, and opens nothing else before', async (t) => {
  const office = await county(t);
  const { path, token } = JSON.parse((await office.ask('POST', '/api/v1/units/edu/feeds', { name: 'phone' })).text);
  const status = async (address) => (await office.ask('GET', address)).status;
  assert.equal(await status(path), 200);
  assert.equal(await status(path.replace('/edu/', '/health/')), 403);
  assert.equal(await status(`/api/v1/units/edu/calendar.ics?token=fenliu_wrong`), 401);
  const list = JSON.parse((await office.ask('GET', '/api/v1/units/edu/feeds')).text);
  assert.deepEqual(list.feeds.map((feed) => feed.name), ['phone']);
  assert.ok(!JSON.stringify(list).includes(token));
  assert.equal((await office.ask('POST', '/api/v1/units/health/feeds/phone/revoke')).status, 404);
  assert.equal((await office.ask('POST', '/api/v1/units/edu/feeds/phone/revoke')).status, 200);
  assert.equal(await status(path), 401);
});
