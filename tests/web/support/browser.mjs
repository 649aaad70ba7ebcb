// Debian's Chromium through playwright-core, and what every page is held against: no error on its console, no request
// to elsewhere, nothing wider than the screen.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const patience_ms = 45000;

export const languages = ['zh', 'en', 'vi'];
export const widths = [1280, 375];
export const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

// Ends with the test.
export async function startBrowser(test) {
  const executablePath = places.find((path) => path && existsSync(path));
  assert.ok(executablePath, 'no Chromium: install Debian\'s package, or name one in CHROMIUM');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], timeout: patience_ms });
  test.after(() => browser.close());
  return browser;
}

// Opens `path` of the daemon in a context of its own, and closes it after `use`. `silent`: its console must stay so.
export async function withPage(browser, daemon, { path, width = 1280, colorScheme = 'light', locale = 'zh-CN', silent = true }, use) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale, reducedMotion: 'reduce' });
  context.setDefaultTimeout(patience_ms);
  const troubles = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('request', (request) => { if (!request.url().startsWith(daemon.url)) troubles.push(`asked ${request.url()}`); });
    await page.goto(`${daemon.url}${path}`);
    const result = await use(page);
    if (silent) assert.deepEqual(troubles, [], 'the console stayed silent');
    return result;
  } finally {
    await context.close();
  }
}
