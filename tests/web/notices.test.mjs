// What a unit sees of its evening: reminders with their part, marked words, window, deadline and chain; what was
// filtered from it; the meetings. In every language, on a wide screen and on a phone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { languages, startBrowser, widths, withPage } from './support/browser.mjs';
import { startDaemon } from './support/daemon.mjs';
import { shownTexts, toldTexts } from './support/look.mjs';

// The education bureau at 19:41: its part is the second, the first took 20 minutes instead of 10.
const inTheMeeting = {
  zh: {
    unit: '县教育局', role: '牵头', stage: '时间变动', window: '请于 19:35 至 19:50 到会', now: '现在到会', chain: '会议 19:20 才开始，不是 18:30',
    steps: ['全省物资保供与安全生产视频会议 +30分钟 · 超时', '全市贯彻落实视频会议 +20分钟 · 超时'], running: '正在进行', ended: '已结束',
  },
  en: {
    unit: 'Education Bureau', role: 'Lead', stage: 'Moved', window: 'Be ready from 19:35 to 19:50', now: 'Now', chain: 'The meeting began at 19:20, not 18:30',
    steps: ['全省物资保供与安全生产视频会议 +30 min · overran', '全市贯彻落实视频会议 +20 min · overran'], running: 'running', ended: 'ended',
  },
  vi: {
    unit: 'Cục Giáo dục huyện', role: 'Chủ trì', stage: 'Đổi giờ', window: 'Có mặt từ 19:35 đến 19:50', now: 'Ngay bây giờ', chain: 'Cuộc họp đã bắt đầu lúc 19:20, không phải 18:30',
    steps: ['全省物资保供与安全生产视频会议 +30 phút · kéo dài', '全市贯彻落实视频会议 +20 phút · kéo dài'], running: 'đang họp', ended: 'đã kết thúc',
  },
};

// The development bureau at 20:57: a table is due tomorrow when work starts.
const afterTheMeeting = {
  zh: { due: '请于 11月25日周五 08:00 前完成', status: '时间紧', proposed: '建议改为 11月25日周五 11:00', handed: '20:55 交办', left: '可用工作时间 0分钟' },
  en: { due: 'Due by Fri, Nov 25 08:00', status: 'tight', proposed: 'proposed: Fri, Nov 25 11:00', handed: 'handed down 20:55', left: 'working time: 0 min' },
  vi: { due: 'Hạn Thứ 6, 25 thg 11 08:00', status: 'gấp', proposed: 'đề xuất: Thứ 6, 25 thg 11 11:00', handed: 'giao lúc 20:55', left: 'thời gian làm việc: 0 phút' },
};

function includesAll(text, pieces) {
  for (const piece of pieces) assert.ok(text.includes(piece), `"${piece}" is missing in:\n${text}`);
}

async function chooseUnit(page, says, language) {
  await page.locator('#unit option', { hasText: says.unit }).first().waitFor({ state: 'attached' });
  await page.selectOption('#unit', { label: says.unit });
  await page.locator('article[data-item="county-meeting"]').waitFor();
  assert.equal(await page.title(), language === 'zh' ? `分流 · ${says.unit}` : `Fenliu · ${says.unit}`);
}

// Its own part only, exactly the words that the API names, the window and why it moved.
async function seesItsPart(page, says, daemon) {
  const notice = page.locator('article[data-item="county-meeting"]');
  includesAll(await notice.innerText(), [says.role, says.stage, says.window, says.now, says.chain, ...says.steps, '县政府三楼会议室']);
  assert.deepEqual(await notice.locator('[data-part]').evaluateAll((parts) => parts.map((part) => part.dataset.part)), ['2']);
  const { notices } = await daemon.get('/units/edu/notices');
  assert.deepEqual(await shownTexts(notice), toldTexts(notices[0]));
  assert.deepEqual(await notice.locator('[data-part] mark').allTextContents(), ['校园安全', '中小学校']);
}

async function seesTheMeetings(page, says) {
  const list = page.locator('.meetings [data-meeting]');
  await list.nth(3).waitFor();
  assert.deepEqual(await list.evaluateAll((lines) => lines.map((line) => line.dataset.meeting)),
    ['province-meeting', 'city-meeting', 'county-meeting', 'town-meeting']);
  const lines = await list.allInnerTexts();
  includesAll(lines[0], [says.ended, '16:30', '18:00']);
  includesAll(lines[2], [says.running, '19:20', '18:30']);
}

async function seesWhatWasFiltered(page, language, daemon) {
  const { filtered } = await daemon.get('/units/dev-reform/filtered');
  const lines = page.locator('.filtered [data-item]');
  await lines.first().waitFor();
  const told = new Set((await daemon.get('/units/dev-reform/notices')).notices.map((each) => each.item));
  assert.deepEqual(await lines.evaluateAll((each) => each.map((line) => line.dataset.item)),
    filtered.map((each) => each.item).filter((item) => !told.has(item)));
  const said = filtered.find((each) => each.item === 'telephone-order').sentence[language];
  assert.ok(said.length > 20, said);
  includesAll(await page.locator('.filtered [data-item="telephone-order"]').textContent(), [said]);
}

test('the evening of one unit', { timeout: 240000 }, async (evening) => {
  const browser = await startBrowser(evening);
  const [meeting, night] = await Promise.all([
    startDaemon(evening, {
      clock: '2022-11-24T19:41+08:00',
      until: { path: '/units/edu/notices', holds: ({ notices }) => notices[0]?.windows[0]?.from.includes('T19:35') },
    }),
    startDaemon(evening, {
      clock: '2022-11-24T20:57+08:00',
      until: { path: '/units/dev-reform/notices', holds: ({ notices }) => notices[0]?.item === 'stock-table' },
    }),
  ]);
  for (const language of languages) {
    await evening.test(`${language}: its part of the meeting, the window, why it moved, the meetings before`, async () => {
      await withPage(browser, meeting, { path: `/?lang=${language}` }, async (page) => {
        const says = inTheMeeting[language];
        await chooseUnit(page, says, language);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await seesItsPart(page, says, meeting);
          await seesTheMeetings(page, says);
          assert.equal(await page.locator('svg.timeline').isVisible(), width > 640, 'a picture on wide screens, the list on both');
        }
      });
    });

    await evening.test(`${language}: a deadline as stated, tight, with what is proposed; what was filtered`, async () => {
      await withPage(browser, night, { path: `/?unit=dev-reform&lang=${language}` }, async (page) => {
        const deadline = page.locator('article[data-item="stock-table"] .deadline');
        await deadline.waitFor();
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          includesAll(await deadline.innerText(), Object.values(afterTheMeeting[language]));
          await seesWhatWasFiltered(page, language, night);
        }
      });
    });
  }
});
