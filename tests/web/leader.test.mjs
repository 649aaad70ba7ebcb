// A unit's leader with a phone: first what needs an answer, soonest first; after answering it moves away. On real time a
// token is asked for, and opens one's own unit only.
import assert from 'node:assert/strict';
import test from 'node:test';
import { startBrowser, withPage } from './support/browser.mjs';
import { startDaemon } from './support/daemon.mjs';

const itemsIn = (page, group) => page.locator(`[data-group="${group}"] article`).evaluateAll((cards) => cards.map((card) => card.dataset.item));

test('what needs an answer comes first', { timeout: 240000 }, async (all) => {
  const browser = await startBrowser(all);
  const daemon = await startDaemon(all, {
    clock: '2022-11-24T20:57+08:00',
    until: { path: '/units/dev-reform/notices', holds: ({ notices }) => notices[0]?.item === 'stock-table' },
  });
  await withPage(browser, daemon, { path: '/?unit=dev-reform&lang=en', width: 375 }, async (page) => {
    await page.locator('article[data-item="stock-table"]').waitFor();
    // Due at 08:00 before the meeting of tomorrow afternoon; what ended this evening is folded away.
    assert.deepEqual(await itemsIn(page, 'to_answer'), ['stock-table', 'fire-meeting']);
    assert.deepEqual((await itemsIn(page, 'over')).sort(), ['city-meeting', 'county-meeting', 'province-meeting']);
    assert.equal(await page.locator('article[data-item="county-meeting"]').isVisible(), false);
    // The deadline stands on the first screen, without scrolling.
    const due = await page.locator('article[data-item="stock-table"] .deadline strong').boundingBox();
    assert.ok(due.y + due.height < 667, `the deadline stands at ${due.y}`);

    const button = page.locator('article[data-item="stock-table"] button');
    assert.ok((await button.boundingBox()).height >= 44, 'a thumb hits the button');
    await button.click();
    await page.locator('[data-group="ahead"] article[data-item="stock-table"]').waitFor();
    assert.deepEqual(await itemsIn(page, 'to_answer'), ['fire-meeting']);
    assert.equal(await page.getByRole('status').innerText(), '1 waiting for your answer');
  });
});

test('the keyboard keeps its place while the page asks again', { timeout: 240000 }, async (all) => {
  const browser = await startBrowser(all);
  const daemon = await startDaemon(all, {
    clock: '2022-11-24T19:41+08:00x30',
    until: { path: '/units/edu/notices', holds: ({ notices }) => notices.length > 1 },
  });
  await withPage(browser, daemon, { path: '/?unit=edu&lang=en' }, async (page) => {
    const why = page.locator('article[data-item="fire-meeting"] summary').first();
    await why.focus();
    await page.keyboard.press('Enter');
    const clock = page.locator('.clock strong');
    const before = await clock.innerText();
    await page.waitForFunction((shown) => document.querySelector('.clock strong').textContent !== shown, before);
    assert.equal(await why.evaluate((element) => document.activeElement === element && element.parentElement.open), true);
  });
});

test('on real time a token opens one\'s own unit', { timeout: 240000 }, async (all) => {
  const browser = await startBrowser(all);
  const daemon = await startDaemon(all, {});
  const clerk = daemon.token('clerk', 'gov-office', 'post');
  const leader = daemon.token('leader', 'edu', 'read-unit');
  // Critical, for quiet hours hold the rest.
  await daemon.post('/items', { id: 'mine', urgency: 'critical', title: '校园安全检查通知', text: '由县教育局牵头，检查校园安全。' }, clerk);
  await daemon.post('/items', { id: 'theirs', title: '林木病虫害通知', text: '由县林业局牵头，防治松材线虫。' }, clerk);
  // The first question is refused, and the browser says so on its console.
  await withPage(browser, daemon, { path: '/?unit=police&lang=en', silent: false }, async (page) => {
    await page.getByLabel('Token').fill('fenliu_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('not valid').waitFor();
    await page.getByLabel('Token').fill(leader);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('article[data-item="mine"]').waitFor();
    assert.deepEqual(await page.locator('#unit option').allInnerTexts(), ['Education Bureau']);
    await page.locator('.filtered [data-item="theirs"]').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
    assert.equal(page.url().includes(leader), false, 'the token stays out of addresses');
    // The answer carries the name that the token was made for.
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('leader').waitFor();
  });
});
