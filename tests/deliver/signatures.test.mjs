// What channels sign, verified by others: webhooks by the published library of Standard Webhooks, robots by Node's own HMAC.
import assert from 'node:assert/strict';
import { execFileSync, execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.SEND_ONE ?? join(root, 'build', 'tests', 'send_one');
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const run = promisify(execFile);
const loopback = { ...process.env, NO_PROXY: '127.0.0.1,localhost' };

// Keeps what comes and answers `answer`.
async function receiver(t, answer, tls) {
  const got = [];
  const listener = (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => { body += chunk; }).on('end', () => {
      got.push({ headers: request.headers, url: new URL(request.url, 'http://x'), body });
      response.setHeader('Content-Type', 'application/json').end(answer);
    });
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${server.address().port}`, got };
}

const send = async (...words) => JSON.parse((await run(program, words, { env: loopback })).stdout);

test('a webhook is what Standard Webhooks verifies, and nothing else is', async (t) => {
  const { url, got } = await receiver(t, '{}');
  assert.equal((await send('webhook', `${url}/hook`, secret)).kind, 'delivered');
  const { headers, body } = got[0];
  const event = new Webhook(secret).verify(body, headers);
  assert.equal(event.specversion, '1.0');
  assert.equal(event.type, 'fenliu.notice.moved');
  assert.equal(event.data.unit, 'edu');
  assert.equal(event.id, headers['webhook-id']);
  assert.throws(() => new Webhook(secret).verify(body.replace('19:05', '19:06'), headers), WebhookVerificationError);
  assert.throws(() => new Webhook('whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD').verify(body, headers), WebhookVerificationError);
  assert.throws(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'another' }), WebhookVerificationError);
});

test('the secret may stand without its prefix, and without a secret nothing is signed', async (t) => {
  const { url, got } = await receiver(t, '{}');
  await send('webhook', url, secret.slice('whsec_'.length));
  await send('webhook', url, '');
  assert.ok(new Webhook(secret).verify(got[0].body, got[0].headers));
  assert.equal(got[1].headers['webhook-signature'], undefined);
  assert.equal(got[1].headers['webhook-id'], got[0].headers['webhook-id']);
});

test('the same over TLS with an authority of the office', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fenliu-deliver-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const { url, got } = await receiver(t, '{}', { key: readFileSync(key), cert: readFileSync(cert) });
  const untrusted = await send('webhook', url, secret);
  assert.equal(untrusted.kind, 'retry');
  assert.match(untrusted.detail, /certificate/);
  assert.equal(got.length, 0);
  assert.equal((await send('webhook', url, secret, cert)).kind, 'delivered');
  assert.ok(new Webhook(secret).verify(got[0].body, got[0].headers));
});

test('DingTalk reads the time in milliseconds, signed with the secret', async (t) => {
  const { url, got } = await receiver(t, '{"errcode":0,"errmsg":"ok"}');
  assert.equal((await send('dingtalk', `${url}/robot/send`, 'token\nSECabc+/=')).kind, 'delivered');
  const { searchParams } = got[0].url;
  const timestamp = searchParams.get('timestamp');
  assert.equal(searchParams.get('access_token'), 'token');
  assert.ok(Math.abs(Number(timestamp) - Date.now()) < 60000);
  assert.equal(searchParams.get('sign'), createHmac('sha256', 'SECabc+/=').update(`${timestamp}\nSECabc+/=`).digest('base64'));
});

test('Feishu reads the time in seconds, which with the secret is the key', async (t) => {
  const { url, got } = await receiver(t, '{"code":0,"msg":"success"}');
  assert.equal((await send('feishu', url, 'token\nabc')).kind, 'delivered');
  const body = JSON.parse(got[0].body);
  assert.equal(got[0].url.pathname, '/token');
  assert.ok(Math.abs(Number(body.timestamp) * 1000 - Date.now()) < 60000);
  assert.equal(body.sign, createHmac('sha256', `${body.timestamp}\nabc`).update('').digest('base64'));
});
