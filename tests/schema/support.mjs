// What the tests of this folder share: the binary, the schemas, the mistakes, configurations on disk.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '..', '..');
const binary = process.env.FENLIU ?? join(root, 'build', 'fenliu');

export function run(...words) {
  const ran = spawnSync(binary, words, { encoding: 'utf8' });
  if (ran.error) throw ran.error;
  return { exit: ran.status, out: ran.stdout, err: ran.stderr };
}

// The diagnostics that `fenliu check` finds in a folder.
export const check = (folder) => JSON.parse(run('check', folder, '--format', 'json').out).diagnostics;

// Calls with a folder that holds the files ({path: text}), then removes it.
export function withFolder(files, use) {
  const folder = mkdtempSync(join(tmpdir(), 'fenliu-schema-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// {path: text} of a configuration folder.
export function readFolder(folder, below = '') {
  const files = {};
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (entry.isDirectory()) Object.assign(files, readFolder(folder, path));
    else if (entry.name.endsWith('.yaml')) files[path] = readFileSync(join(folder, path), 'utf8');
  }
  return files;
}

export const readYaml = (text) => parse(text, { version: '1.2', uniqueKeys: true });

// Which schema describes a file of a configuration, by its path.
export function schemaOf(path) {
  if (path.startsWith('calendars/')) return 'calendar';
  if (path.startsWith('overlays/')) return 'overlays';
  if (/^(rules|packs|more-packs)\//.test(path)) return 'rules';
  return { 'fenliu.yaml': 'fenliu', 'organisation.yaml': 'organisation', 'people.yaml': 'people', 'evening.yaml': 'evening' }[path];
}

export const loadSchema = (name) => JSON.parse(readFileSync(join(root, 'docs', 'schema', `${name}.schema.json`), 'utf8'));

const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true, strictRequired: false });
addFormats(ajv);
ajv.addSchema(loadSchema('common'), 'common.schema.json');
const compiled = {};
export function validator(name) {
  compiled[name] ??= ajv.compile({ ...loadSchema(name), $id: `${name}.schema.json` });
  return compiled[name];
}

// What the schema has against a file's text; null: nothing.
export function schemaErrors(path, text) {
  const validate = validator(schemaOf(path));
  return validate(readYaml(text) ?? null) ? null : ajv.errorsText(validate.errors);
}

// The mistakes of tests/rules/source, as whole configurations.
export function mistakes() {
  const table = readYaml(readFileSync(join(root, 'tests', 'rules', 'source', 'mistakes.yaml'), 'utf8'));
  return table.mistakes.map((mistake) => {
    const files = { ...table.base };
    for (const change of [mistake, ...[mistake.also ?? []].flat()]) {
      if (change.text === null) delete files[change.file];
      else files[change.file] = change.text ?? files[change.file].replace(change.replace[0], () => change.replace[1]);
    }
    return { ...mistake, files };
  });
}
