// The JSON Schemas accept what the loader accepts and reject the mistakes that show in a file's structure (that the loader
// rejects them too, tests/rules/source sees); they know the loader's keys, no more and no fewer, and so do the pages in docs/.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import test from 'node:test';

import { isMap, isSeq, parseDocument } from 'yaml';

import { check, here, loadSchema, mistakes, readFolder, root, schemaErrors, schemaOf, withFolder } from './support.mjs';

const examples = ['config/county-cn', 'config/county-us', 'config/huyen-vn', 'tests/schema/everything'];

for (const example of examples) {
  test(`every file of ${example} satisfies its schema`, () => {
    const files = readFolder(join(root, example));
    assert.ok(Object.keys(files).length >= 4);
    for (const [path, text] of Object.entries(files)) assert.equal(schemaErrors(path, text), null, path);
  });
}

test('the example configurations tell editors which schema is theirs', () => {
  for (const example of examples.slice(0, 3)) {
    for (const [path, text] of Object.entries(readFolder(join(root, example)))) {
      const named = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text.slice(0, 200));
      assert.ok(named, `${example}/${path} names no schema`);
      const schema = normalize(join(dirname(join(example, path)), named[1]));
      assert.equal(schema, `docs/schema/${schemaOf(path)}.schema.json`, `${example}/${path}`);
      assert.ok(existsSync(join(root, schema)));
    }
  }
});

for (const mistake of mistakes()) {
  const file = mistake.files[mistake.file];
  if (file === undefined || mistake.name.startsWith('yaml-') || !schemaOf(mistake.file)) continue;
  test(`${mistake.name}: ${mistake.structural ? 'schema and loader reject it' : 'only the loader can know'}`, () => {
    let errors;
    try {
      errors = schemaErrors(mistake.file, file);
    } catch (error) {
      assert.ok(!mistake.structural, `no YAML: ${error.message}`);
      return;
    }
    assert.equal(errors !== null, mistake.structural ?? false, errors);
  });
}

// Every mapping in a document, as a path of keys and indexes.
function mappings(node, path = []) {
  if (isSeq(node)) return node.items.flatMap((item, index) => mappings(item, [...path, index]));
  if (!isMap(node)) return [];
  return [path, ...node.items.flatMap((pair) => mappings(pair.value, [...path, pair.key.value]))];
}

// The keys that a schema knows where `path` leads; null: any key.
function schemaKeys(schema, path) {
  const common = loadSchema('common');
  const resolve = (node, home) => {
    if (!node?.$ref) return [[node, home]];
    const [file, pointer] = node.$ref.split('#');
    const into = file ? common : home;
    return resolve(pointer.split('/').slice(1).reduce((at, key) => at[key], into), into);
  };
  const branches = (node, home) => resolve(node, home).flatMap(([each, at]) => [
    [each, at],
    ...['anyOf', 'allOf', 'oneOf'].flatMap((word) => (each?.[word] ?? []).flatMap((branch) => branches(branch, at))),
  ]);
  let here = branches(schema, schema);
  for (const key of path) {
    here = here.flatMap(([node, home]) => {
      const next = typeof key === 'number' ? node.items : node.properties?.[key] ?? node.additionalProperties;
      return next && typeof next === 'object' ? branches(next, home) : [];
    });
  }
  const keyed = here.filter(([node]) => node.properties);
  return keyed.length === 0 ? null : [...new Set(keyed.flatMap(([node]) => Object.keys(node.properties)))].sort();
}

// The keys that the loader knows there, from what it says of one that it does not know; null: any key.
function loaderKeys(files, path, place) {
  const document = parseDocument(files[path]);
  document.setIn([...place, 'qqqqqqqqqqqq'], 1);
  const said = withFolder({ ...files, [path]: document.toString() }, check)
    .filter((each) => each.code === 'unknown-key' && each.message.includes('qqqqqqqqqqqq'));
  if (said.length === 0) return null;
  const known = /^known keys: (.*)$/.exec(said[0].hint ?? '');
  assert.ok(known, `${path} ${place.join('/')}: ${said[0].hint}`);
  return known[1].split(', ').sort();
}

test('loader, schemas and documentation know the same keys', () => {
  const files = readFolder(join(here, 'everything'));
  assert.deepEqual(withFolder(files, check).filter((each) => each.severity === 'error'), []);
  const pages = ['configuration.md', 'rules.md'].map((page) => readFileSync(join(root, 'docs', page), 'utf8')).join('\n');
  const free = [];
  let compared = 0;
  for (const [path, text] of Object.entries(files)) {
    const schema = loadSchema(schemaOf(path));
    for (const place of mappings(parseDocument(text).contents)) {
      const loader = loaderKeys(files, path, place);
      const where = `${path} ${place.join('/')}`;
      if (loader === null) {
        free.push(where);
        continue;
      }
      if (!place.includes('near') && !place.includes('any')) {
        const remedy = `bring docs/schema/${schemaOf(path)}.schema.json up to date, and use the key in tests/schema/everything`;
        assert.deepEqual(schemaKeys(schema, place), loader, `${where}: ${remedy}`);
      }
      for (const key of loader) {
        assert.match(pages, new RegExp(`(^|[^a-z_])${key}("|\`|:)`, 'm'), `no page in docs/ explains '${key}' (${where})`);
      }
      ++compared;
    }
  }
  assert.ok(compared >= 30, `only ${compared} mappings compared`);
  assert.deepEqual(free.sort(), ['calendars/cn.yaml hours', 'fenliu.yaml channels/1/fields', 'fenliu.yaml channels/3/fields', 'fenliu.yaml deadlines/inner', 'fenliu.yaml packs', 'fenliu.yaml secrecy/channels',
    'organisation.yaml units/1/addresses', 'people.yaml duty_plans/0/quotas', 'people.yaml persons/0/addresses', 'rules/main.yaml cases/0/deadlines', 'rules/main.yaml cases/0/expect',
    'rules/main.yaml cases/0/windows', 'rules/main.yaml topics']);
});

test('the file in which all keys are compared uses each of them', () => {
  const files = readFolder(join(here, 'everything'));
  for (const [path, text] of Object.entries(files)) {
    if (path === 'evening.yaml' || path.startsWith('more-packs/')) continue;
    const document = parseDocument(text);
    const schema = loadSchema(schemaOf(path));
    const unused = new Map();
    for (const place of mappings(document.contents)) {
      const known = schemaKeys(schema, place);
      if (known === null || ['post', 'meetings', 'events'].some((key) => place.includes(key)) || place.at(-1) === 'name') continue;
      const shape = known.join();
      const used = unused.get(shape) ?? new Set(known);
      for (const pair of document.getIn(place, true)?.items ?? document.contents.items) used.delete(pair.key.value);
      unused.set(shape, used);
    }
    for (const left of unused.values()) assert.deepEqual([...left], [], path);
  }
});
