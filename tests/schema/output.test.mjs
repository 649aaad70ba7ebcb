// What `fenliu check --format json|sarif` prints is what its schemas say: ours, and OASIS' SARIF 2.1.0.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import Ajv from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

import { here, loadSchema, mistakes, run, withFolder } from './support.mjs';

// Part of Microsoft's matchers for SARIF, from where the other code of that package is not used.
const sarifSchema = JSON.parse(readFileSync(
  join(here, 'node_modules', '@microsoft', 'jest-sarif', 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json'), 'utf8'));

const ajv = new Ajv({ strict: true, allErrors: true });
const draft04 = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(draft04);
const isSarif = draft04.compile(sarifSchema);
const isOurs = ajv.compile(loadSchema('diagnostics'));

// One configuration with many kinds of diagnostics; a path with Han and a space; nothing wrong at all.
const table = mistakes();
const chosen = ['unknown-topic-in-a-rule', 'a-missing-file', 'a-stray-file', 'a-rule-without-any-literal', 'yaml-tab', 'duplicate-rule',
  'a-bad-regular-expression'].map((name) => table.find((mistake) => mistake.name === name));
const configurations = [
  ...chosen.map(({ name, files }) => ({ name, files })),
  { name: 'a file with a name in Han', files: { ...table[0].files, 'rules/main.yaml': '', 'rules/物资 储备.yaml': 'rules: [{id: a}]\n' } },
];

for (const { name, files } of configurations) {
  test(`the diagnostics of ${name} as JSON and as SARIF`, () => withFolder(files, (folder) => {
    const json = run('check', folder, '--format', 'json');
    const sarif = run('check', folder, '--format', 'sarif');
    const ours = JSON.parse(json.out);
    const theirs = JSON.parse(sarif.out);
    assert.equal(isOurs(ours), true, ajv.errorsText(isOurs.errors));
    assert.equal(isSarif(theirs), true, ajv.errorsText(isSarif.errors));
    assert.equal(json.exit, ours.diagnostics.some((each) => each.severity === 'error') ? 1 : 0);
    assert.equal(sarif.exit, json.exit);
    assert.equal(json.err + sarif.err, '');
    const [log] = theirs.runs;
    assert.ok(ours.diagnostics.length > 0);
    assert.equal(log.results.length, ours.diagnostics.length);
    log.results.forEach((result, i) => {
      const diagnostic = ours.diagnostics[i];
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      assert.equal(result.ruleId, diagnostic.code);
      assert.equal(result.level, diagnostic.severity);
      assert.equal(decodeURIComponent(artifactLocation.uri), diagnostic.file);
      assert.equal(region?.startLine ?? 0, diagnostic.line);
      assert.equal(log.tool.driver.rules[result.ruleIndex].id, diagnostic.code);
    });
  }));
}

test('a schema that says nothing would accept anything: both refuse a broken log', () => {
  assert.equal(isSarif({ version: '2.1.0', runs: [{ tool: {}, results: [{}] }] }), false);
  assert.equal(isOurs({ diagnostics: [{ file: 'a', line: -1 }] }), false);
});
