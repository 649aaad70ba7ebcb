// A real daemon with the example county for the tests of calendars.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const binary = process.env.FENLIU ?? join(root, 'build', 'fenliu');
export const patience_ms = 60000;

// The example county at 16:29 of its evening, with its four meetings posted; time all but stands still.
export async function county(t) {
  const data = mkdtempSync(join(tmpdir(), 'fenliu-calendar-'));
  const child = spawn('timeout', ['400', binary, 'serve', '--config', join(root, 'config', 'county-cn'), '--data', data,
    '--listen', '127.0.0.1:0', '--clock', '2022-11-24T16:29+08:00x0.001'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => { said += chunk; });
  t.after(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  });
  const url = await new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const found = / at (http:\S+?)\/?\n/.exec(out);
      if (found) resolve(found[1]);
    });
    child.on('exit', (code) => reject(new Error(`the daemon ended with ${code}: ${said}`)));
  });
  const ask = async (method, path, body, headers = {}) => {
    const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(patience_ms) });
    return { status: answer.status, etag: answer.headers.get('etag'), type: answer.headers.get('content-type'), text: await answer.text() };
  };
  for (const end = Date.now() + patience_ms; ;) {
    const cascade = await ask('GET', '/api/v1/cascades/town-meeting');
    if (cascade.status === 200) break;
    if (Date.now() > end) throw new Error(`no evening: ${cascade.text} ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const token = (name, unit, ...may) => execFileSync(binary, ['token', 'create', '--data', data, '--name', name, '--unit', unit, '--may', ...may],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  return { url, ask, token, said: () => said, data };
}
