// The page's sources: its types are those of the OpenAPI file, its catalogues speak one language each.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const web = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'web');
const catalogue = (language) => JSON.parse(readFileSync(join(web, 'src', 'i18n', `${language}.json`), 'utf8'));

test('the types are generated from the OpenAPI file as it is', { timeout: 240000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'fenliu-types-'));
  try {
    const fresh = join(folder, 'api-types.ts');
    execFileSync(join(web, 'node_modules', '.bin', 'openapi-typescript'), ['../daemon/serve/openapi.json', '-o', fresh], { cwd: web, stdio: 'pipe' });
    assert.equal(readFileSync(join(web, 'src', 'api-types.ts'), 'utf8'), readFileSync(fresh, 'utf8'),
      'web/src/api-types.ts is old: npm --prefix web run types');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('no catalogue holds words of another language', () => {
  for (const [key, words] of Object.entries(catalogue('zh'))) {
    const said = words.replace(/\{\w+\}/g, '');
    if (/\p{Letter}/u.test(said)) assert.match(said, /\p{Script=Han}/u, `zh ${key}`);
    assert.doesNotMatch(said, /[A-Za-z]{3,}/, `zh ${key}`);
  }
  for (const language of ['en', 'vi']) {
    for (const [key, words] of Object.entries(catalogue(language))) assert.doesNotMatch(words, /\p{Script=Han}/u, `${language} ${key}`);
  }
});
