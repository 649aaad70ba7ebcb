// A real daemon with a configuration of the repository, on simulated time that has already come as far as a test wants:
// the configuration's evening is played up to that instant when the daemon starts.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const binary = process.env.FENLIU ?? join(root, 'build', 'fenliu');
const patience_ms = 60000;
const life_s = 400;

// The address that the daemon prints, or an error with all that it said.
function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`the daemon said no address in time: ${said}`)), patience_ms);
    const hear = (chunk) => {
      said += chunk;
      const found = / at (http:\S+?)\/?\n/.exec(said);
      if (!found) return;
      clearTimeout(timer);
      resolve(found[1]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the daemon ended with ${code}: ${said}`));
    });
  });
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function json(url, init = {}) {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience_ms), ...init });
  const body = await response.json();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${body.title} ${body.detail ?? ''}`);
  return body;
}

// The evening is played a moment after the address is printed.
async function comesTrue(url, holds) {
  const end = Date.now() + patience_ms;
  for (;;) {
    const answer = await json(url);
    if (holds(answer)) return;
    if (Date.now() > end) throw new Error(`${url} never came true: ${JSON.stringify(answer).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// `clock` as serve's --clock (without one, real time and tokens), `until` a path of the API and what must hold of its answer. Ends with the test.
export async function startDaemon(test, { config = 'county-cn', clock, until }) {
  const data = await mkdtemp(join(tmpdir(), 'fenliu-web-'));
  // Under `timeout`, so that none is left behind even when the tests' process is killed.
  const child = spawn('timeout', [String(life_s), binary, 'serve', '--config', join(root, 'config', config), '--data', data,
    '--listen', '127.0.0.1:0', ...(clock ? ['--clock', clock] : [])], { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = async () => {
    await stop(child);
    await rm(data, { recursive: true, force: true });
  };
  test.after(end);
  const url = await addressOf(child);
  if (until) await comesTrue(`${url}/api/v1${until.path}`, until.holds);
  return {
    url,
    // A token as an administrator makes it.
    token: (name, unit, ...may) => execFileSync(binary, ['token', 'create', '--data', data, '--name', name, '--unit', unit,
      '--may', ...may], { stdio: ['ignore', 'pipe', 'ignore'], timeout: patience_ms }).toString().trim(),
    get: (path) => json(`${url}/api/v1${path}`),
    post: (path, body, token) => json(`${url}/api/v1${path}`, {
      method: 'POST', body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    }),
  };
}
