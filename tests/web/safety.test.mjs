// What is posted is shown as text; positions count characters, not UTF-16 units; acknowledging; the server going away.
import assert from 'node:assert/strict';
import test from 'node:test';
import { startBrowser, withPage } from './support/browser.mjs';
import { startDaemon } from './support/daemon.mjs';
import { shownTexts, toldTexts } from './support/look.mjs';

test('what is posted', { timeout: 240000 }, async (all) => {
  const browser = await startBrowser(all);
  const [daemon, county] = await Promise.all([
    startDaemon(all, { config: 'huyen-vn', clock: '2024-05-20T10:00+07:00' }),
    startDaemon(all, {
      clock: '2022-11-25T09:00+08:00',
      until: { path: '/units/dev-reform/notices', holds: ({ notices }) => notices[0]?.item === 'stock-table' },
    }),
  ]);
  await all.test('markup in a text stays text', async () => {
    const title = '<script>document.body.dataset.broken="1"</script><img src=x onerror="document.body.dataset.broken=1">校园安全';
    await county.post('/items', { id: 'markup', title, text: '<b onclick="1">由县教育局负责</b>&amp;报送&lt;表&gt;。', issuer: 'gov-office' });
    await withPage(browser, county, { path: '/?unit=edu&lang=en' }, async (page) => {
      const notice = page.locator('article[data-item="markup"]');
      await notice.waitFor();
      assert.equal(await notice.locator('h4').innerText(), title);
      assert.ok((await notice.innerText()).includes('<b onclick="1">由县教育局负责</b>&amp;报送&lt;表&gt;。'));
      assert.equal(await page.evaluate(() => document.body.dataset.broken), undefined);
      assert.equal(await page.locator('main script, main img, main b').count(), 0);
    });
  });

  await all.test('marks lie on the words, also behind characters of two UTF-16 units', async () => {
    await county.post('/items', {
      id: 'astral', issuer: 'gov-office', title: '🚒𠮷中 小 学 校安全通知',
      text: '🚒🚒一、由县教育局牵头，𠮷𠮷检查中小學校食堂。',
    });
    const { notices } = await county.get('/units/edu/notices');
    const told = toldTexts(notices.find((each) => each.item === 'astral'));
    await withPage(browser, county, { path: '/?unit=edu&lang=zh' }, async (page) => {
      const notice = page.locator('article[data-item="astral"]');
      await notice.waitFor();
      assert.deepEqual(await shownTexts(notice), told);
      const marked = (await notice.locator('[data-part] mark').allTextContents());
      assert.ok(marked.includes('县教育局') && marked.includes('中小學校食堂'), JSON.stringify(marked));
    });
  });

  await all.test('a Vietnamese notice in the Vietnamese district', async () => {
    const unit = (await daemon.get('/units')).units.find((each) => each.name.vi?.includes('Giáo dục'));
    await daemon.post('/items', { id: 'school', title: 'V/v bảo đảm an toàn trường học', text: `Giao ${unit.name.vi} chủ trì, báo cáo trước ngày 25/5/2024.` });
    await withPage(browser, daemon, { path: `/?unit=${unit.id}&lang=vi`, locale: 'vi-VN' }, async (page) => {
      const notice = page.locator('article[data-item="school"]');
      await notice.waitFor();
      const { notices } = await daemon.get(`/units/${unit.id}/notices`);
      assert.deepEqual(await shownTexts(notice), toldTexts(notices[0]));
      assert.ok((await notice.locator('[data-part] mark').allTextContents()).join('').includes('Giáo dục'));
    });
  });

  await all.test('acknowledging is stored and shown', async () => {
    await withPage(browser, county, { path: '/?unit=edu&lang=en', width: 375 }, async (page) => {
      const notice = page.locator('article[data-item="astral"]');
      await notice.getByRole('button', { name: 'Acknowledge' }).click();
      await notice.getByText('Acknowledged').waitFor();
    });
    const { notices } = await county.get('/units/edu/notices');
    assert.ok(notices.find((each) => each.item === 'astral').acknowledged_at);
  });

  await all.test('a choice stands in the address, and the next visit begins with it', async () => {
    await withPage(browser, county, { path: '/?unit=police&lang=vi' }, async (page) => {
      await page.locator('#unit').waitFor();
      await page.selectOption('#unit', 'edu');
      await page.selectOption('#language', 'en');
      await page.waitForURL('**/?unit=edu&lang=en');
      await page.goto(county.url);
      await page.waitForURL('**/?unit=edu&lang=en');
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    });
  });

  await all.test('a server that goes away is said, and what was known stays', async () => {
    await withPage(browser, county, { path: '/?unit=edu&lang=en', silent: false }, async (page) => {
      await page.locator('article[data-item="astral"]').waitFor();
      await page.context().setOffline(true);
      await page.getByRole('alert').getByText('The connection is lost').waitFor();
      assert.equal(await page.locator('article[data-item="astral"]').count(), 1);
      await page.context().setOffline(false);
      await page.getByRole('alert').waitFor({ state: 'detached' });
    });
  });
});
