// Every day of 2010 to 2026: what the example county's calendar says, against npm chinese-days.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const installed = existsSync(join(here, 'node_modules', 'chinese-days'));

test('workdays of China from 2010 to 2026 are those of chinese-days', { skip: installed ? false : 'npm ci in tests/quality/working_time first' }, async () => {
  const { default: chineseDays } = await import('chinese-days');
  const said = execFileSync(process.env.FENLIU, ['calendar', 'days', '--config', join(here, '../../../config/county-cn'),
    '--from', '2010-01-01', '--until', '2026-12-31'], { encoding: 'utf8', maxBuffer: 1 << 24 }).trim().split('\n');
  assert.equal(said.length, 17 * 365 + 4);
  const different = said.map((line) => line.split(' ')).filter(([date, what]) => chineseDays.isWorkday(date) !== (what === 'work'));
  assert.deepEqual(different, []);
  assert.ok(said.every((line) => !line.endsWith('unknown')));
});
