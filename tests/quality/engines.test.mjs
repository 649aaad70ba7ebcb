// Refuses npm dependencies whose `engines` exclude the Node of Debian 12 (18): they would fail on a newcomer's machine.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const debianNode = [18, 20, 4];

const compare = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

// One comparator (">=18.2", "^20", "18.x", "~18.1.0") as a half-open range of versions.
function bounds(comparator) {
  const match = /^(>=|<=|>|<|\^|~|=|v)?\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-.*)?$/.exec(comparator);
  if (!match) throw new Error(`cannot read the engines range "${comparator}"`);
  const [, operator = '=', ...parts] = match;
  const given = parts.filter((part) => part !== undefined && !/[xX*]/.test(part)).map(Number);
  const low = [0, 1, 2].map((i) => given[i] ?? 0);
  const after = (count) => (count === 0 ? [Infinity, 0, 0] : low.map((n, i) => (i < count - 1 ? n : i === count - 1 ? n + 1 : 0)));
  const end = [Infinity, 0, 0];
  switch (operator) {
    case '>=': return [low, end];
    case '>': return [after(given.length), end];
    case '<': return [[0, 0, 0], low];
    case '<=': return [[0, 0, 0], after(given.length)];
    case '^': return [low, after(Math.min(given.length, low.findIndex((n) => n > 0) + 1 || given.length))];
    case '~': return [low, after(Math.min(given.length, 2))];
    default: return [low, after(given.length)];
  }
}

export function accepts(range, version) {
  return range.split('||').some((alternative) => {
    const spread = alternative.replace(/(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2').replace(/(>=|<=|>|<|\^|~)\s+/g, '$1');
    return spread.trim().split(/\s+/).filter((each) => each !== '').every((each) => {
      const [from, to] = bounds(each);
      return compare(version, from) >= 0 && compare(version, to) < 0;
    });
  });
}

function excluded(lock) {
  return Object.entries(lock.packages ?? {})
    .filter(([, entry]) => entry.engines?.node && !accepts(entry.engines.node, debianNode))
    .map(([name, entry]) => `${name || 'the package itself'} wants Node ${entry.engines.node}`);
}

test('ranges of versions are read as npm reads them', () => {
  const rows = [
    ['>=18', true], ['>= 18.0.0', true], ['>=20', false], ['^18 || >=20', true], ['^20 || >=22', false], ['18.x', true],
    ['*', true], ['', true], ['>=12 <18', false], ['~18.19', false], ['~18.20.1', true], ['16 - 18', true], ['<=18.20.3', false],
    ['>18', false], ['>17', true], ['v18', true],
  ];
  for (const [range, expected] of rows) assert.equal(accepts(range, debianNode), expected, range);
  assert.throws(() => accepts('latest', debianNode));
});

test('a lock file with a package that excludes Node 18 is refused', () => {
  const lock = { packages: { '': {}, 'node_modules/a': { engines: { node: '>=20' } }, 'node_modules/b': { engines: { node: '>=18' } } } };
  assert.deepEqual(excluded(lock), ['node_modules/a wants Node >=20']);
});

for (const folder of ['web', 'tests/web', 'tests/quality/times', 'tests/quality/working_time', 'tests/schema']) {
  const path = join(root, folder, 'package-lock.json');
  test(`${folder} installs on Node 18`, { skip: existsSync(path) ? false : `no ${folder}/package-lock.json` }, () => {
    assert.deepEqual(excluded(JSON.parse(readFileSync(path, 'utf8'))), []);
  });
}
