// A calendar's meetings imported into a real daemon, and again after they moved: nothing that the office added is lost.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import { binary, county } from './support.mjs';

const calendar = ({ city = '20221124T120000Z', sequence = 0, status = 'CONFIRMED' } = {}) => [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//EN',
  'BEGIN:VEVENT', 'UID:drill-province', 'DTSTAMP:20221124T010000Z', 'DTSTART:20221124T110000Z', 'DTEND:20221124T113000Z',
  'SUMMARY:全省演练视频会', 'END:VEVENT',
  'BEGIN:VEVENT', 'UID:drill-city', 'DTSTAMP:20221124T010000Z', `SEQUENCE:${sequence}`, `DTSTART:${city}`, 'DURATION:PT30M',
  'SUMMARY:全市演练会', `STATUS:${status}`, 'RELATED-TO;RELTYPE=FINISHTOSTART;GAP=PT20M:drill-province', 'END:VEVENT',
  'END:VCALENDAR', ''].join('\r\n');

function files(t) {
  const folder = mkdtempSync(join(tmpdir(), 'fenliu-import-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return (text) => {
    writeFileSync(join(folder, 'meetings.ics'), text);
    return join(folder, 'meetings.ics');
  };
}

test('meetings are imported, moved and cancelled, and what the office added stays', async (t) => {
  const office = await county(t);
  const file = files(t);
  const token = office.token('importer', 'gov-office', 'post', 'report', 'read-all');
  const take = (text) => execFileSync(binary, ['item', 'import', file(text), '--server', office.url],
    { encoding: 'utf8', env: { ...process.env, FENLIU_TOKEN: token } });
  assert.equal(take(calendar()), 'drill-province: new\ndrill-city: new\n');
  assert.equal(take(calendar()), 'drill-province: unchanged\ndrill-city: unchanged\n');
  const read = async () => JSON.parse((await office.ask('GET', '/api/v1/items/drill-city')).text);
  const first = await read();
  assert.deepEqual(first.follows, [{ meeting: 'drill-province', gap_minutes: 20 }]);
  assert.equal(first.starts, '2022-11-24T20:00+08:00');

  const { revision, poster, ...changed } = { ...first, number: '演1号' };
  assert.ok(revision && poster);
  assert.equal((await office.ask('PUT', '/api/v1/items/drill-city', changed, { 'If-Match': '*' })).status, 200);
  assert.equal(take(calendar({ city: '20221124T123000Z', sequence: 1 })), 'drill-province: unchanged\ndrill-city: changed\n');
  const moved = await read();
  assert.equal(moved.starts, '2022-11-24T20:30+08:00');
  assert.equal(moved.ends, '2022-11-24T21:00+08:00');
  assert.equal(moved.number, '演1号');

  assert.equal(take(calendar({ city: '20221124T123000Z', sequence: 2, status: 'CANCELLED' })), 'drill-province: unchanged\ndrill-city: cancelled\n');
  const cascade = JSON.parse((await office.ask('GET', '/api/v1/cascades/drill-city')).text);
  assert.equal(cascade.meetings.find((meeting) => meeting.id === 'drill-city').status, 'cancelled');
});

test('a calendar is forecast as a plan, and what comes out of a daemon goes in again', async (t) => {
  const office = await county(t);
  const file = files(t);
  const run = (...words) => spawnSync(binary, words, { encoding: 'utf8' });
  const forecast = run('forecast', file(calendar()), '--now', '2022-11-24T18:00+08:00', '--format', 'text');
  assert.equal(forecast.status, 0, forecast.stderr);
  assert.match(forecast.stdout, /drill-city: planned, starts 2022-11-24T20:00\+08:00, ends 2022-11-24T20:30\+08:00/);
  const cascade = await office.ask('GET', '/api/v1/cascades/town-meeting/calendar.ics');
  const again = run('item', 'convert', file(cascade.text), '--domain', 'gov-office.fenliu');
  assert.equal(again.status, 0, again.stderr);
  const items = again.stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(items.map((item) => item.id), ['province-meeting', 'city-meeting', 'county-meeting', 'town-meeting']);
  assert.deepEqual(items[3].follows, [{ meeting: 'county-meeting', gap_minutes: 10 }]);
  assert.equal(items[2].starts, '2022-11-24T18:30+08:00');
});

test('a broken calendar is refused with its place, and nothing is sent', (t) => {
  const file = files(t);
  const ran = spawnSync(binary, ['item', 'convert', file(calendar().replace('DTSTART:20221124T120000Z', 'DTSTART;TZID=Nowhere:20221124T120000'))], { encoding: 'utf8' });
  assert.equal(ran.status, 1);
  assert.equal(ran.stdout, '');
  assert.match(ran.stderr, /meetings\.ics:11: error: The time zone 'Nowhere'/);
});
