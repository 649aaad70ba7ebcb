// Every YAML block of docs/rules.md is checked, and its cases run, in the office that the page describes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { check, here, readFolder, root, run, schemaErrors, withFolder } from './support.mjs';

const page = readFileSync(join(root, 'docs', 'rules.md'), 'utf8');
const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => ({
  text: match[1],
  line: page.slice(0, match.index).split('\n').length,
  says: /^# (\S+)(?: (.*))?\n/.exec(match[1]),
}));

// A block that begins with the name of a file is that file for the blocks after it; a rule pack for the next one only.
const { 'fenliu.yaml': policy, 'calendars/cn.yaml': calendar } = readFolder(join(here, 'everything'));
const office = { 'fenliu.yaml': policy.replace(/^packs: .*$/m, ''), 'calendars/cn.yaml': calendar };
let packs = {};
let examples = 0;
for (const { text, line, says } of blocks) {
  if (says?.[1].endsWith('.yaml')) {
    if (says[1].startsWith('packs/')) packs[says[1]] = text;
    else office[says[1]] = text;
    continue;
  }
  const files = { ...office, ...packs, 'rules/example.yaml': text };
  packs = {};
  ++examples;
  if (says?.[1] === 'error:') {
    test(`line ${line}: the example of ${says[2]} is refused with it`, () => withFolder(files, (folder) => {
      assert.deepEqual(check(folder).filter((each) => each.severity === 'error').map((each) => each.code), [says[2]]);
    }));
    continue;
  }
  test(`line ${line}: the example is sound and its cases pass`, () => withFolder(files, (folder) => {
    assert.equal(schemaErrors('rules/example.yaml', text), null);
    const allowed = ['unreached-unit', 'topic-without-rule', 'topic-without-duty'];
    assert.deepEqual(check(folder).filter((each) => !allowed.includes(each.code)), []);
    const ran = run('test', folder);
    assert.equal(ran.exit, 0, ran.out + ran.err);
    assert.match(ran.out, /\b0 failed/);
    assert.match(text, /^cases:/m);
  }));
}

test('the page has an example for every key of rules, conditions and cases', () => {
  assert.ok(examples >= 9);
  const yaml = blocks.map(({ text }) => text).join('\n');
  const keys = ['topics', 'rules', 'cases', 'include', 'id', 'when', 'tags', 'route', 'certainty', 'territorial', 'valid', 'note', 'any', 'all',
    'none', 'at_least', 'near', 'term', 'except', 'kind', 'urgency', 'level', 'issuer', 'in', 'name', 'post', 'at', 'expect', 'triage'];
  for (const key of keys) assert.match(yaml, new RegExp(`(^|[\\s{,])${key}:`, 'm'), `no example of '${key}'`);
});
