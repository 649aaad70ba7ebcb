// The page as people with a phone, a keyboard or a reader have it: nothing sticks out or overlaps, Tab goes through, axe
// finds nothing, in light and in dark. In every language and width, all that folds being open.
import assert from 'node:assert/strict';
import test from 'node:test';
import { languages, startBrowser, widths, withPage } from './support/browser.mjs';
import { startDaemon } from './support/daemon.mjs';
import { axeViolations, labelsInTheWay, stickingOut, tabThrough } from './support/look.mjs';

const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));

// A title without a place to break, many parts, a meeting with a long name close behind another.
const awkward = {
  id: 'awkward', kind: 'meeting', issuer: 'gov-office', starts: '2022-11-24T21:30+08:00', place: 'Room-of-a-name-without-any-space-in-it-at-all',
  title: `全县应急物资储备与校园安全https://example.org/${'a'.repeat(160)}`, addressees: ['县直各单位'],
  follows: [{ meeting: 'county-meeting', gap_minutes: 5 }],
  parts: Array.from({ length: 12 }, (_, index) => ({ title: `校园安全第${index + 1}批`, text: '通报中小学校情况。'.repeat(6), minutes: 3 })),
};

test('the page fits, and everybody can use it', { timeout: 240000 }, async (all) => {
  const browser = await startBrowser(all);
  const daemon = await startDaemon(all, {
    clock: '2022-11-24T20:57+08:00',
    until: { path: '/units/dev-reform/notices', holds: ({ notices }) => notices[0]?.item === 'stock-table' },
  });
  await daemon.post('/items', awkward);
  for (const language of languages) {
    for (const width of widths) {
      await all.test(`${language}, ${width} px`, async () => {
        await withPage(browser, daemon, { path: `/?unit=edu&lang=${language}`, width }, async (page) => {
          await page.locator('article[data-item="awkward"]').waitFor();
          await page.locator('.meetings [data-meeting]').nth(4).waitFor();
          await page.locator('.filtered [data-item]').first().waitFor();
          await openAll(page);
          assert.deepEqual(await stickingOut(page), []);
          if (width > 640) {
            const { count, found } = await labelsInTheWay(page, 'svg.timeline');
            assert.ok(count >= 5, `a label for each of five meetings, not ${count} in all`);
            assert.deepEqual(found, []);
          }
          assert.deepEqual(await axeViolations(page), []);
          await page.emulateMedia({ colorScheme: 'dark' });
          assert.deepEqual(await axeViolations(page, 'color-contrast'), [], 'dark');
          const { way, stops } = await tabThrough(page);
          assert.deepEqual(way, Array.from({ length: stops }, (_, index) => index), 'Tab visits all in the order of the page and leaves');
        });
      });
    }
  }
});
