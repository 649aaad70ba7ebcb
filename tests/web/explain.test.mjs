// "Why me?" and "why not me?", asked on the page and answered in words, in every language.
import assert from 'node:assert/strict';
import test from 'node:test';
import { languages, startBrowser, withPage } from './support/browser.mjs';
import { startDaemon } from './support/daemon.mjs';

const words = {
  zh: {
    duty: '第2项 内容属于“教育”，本单位对此的职责是牵头。', clause: '第1项 有一条点名要本单位牵头。', addressed: '主送、抄送或参会名单之中；职责：知会。',
    informed: '为什么只是知会？', whyMe: '为什么找我？', whyNot: '为什么没有我？', missing: '还缺：',
  },
  en: {
    duty: 'Part 2 This is about “Education”, where this unit’s duty is to lead.', clause: 'Part 1 A clause names this unit to lead.',
    addressed: 'its role is to be informed.', informed: 'Why only informed?', whyMe: 'Why me?', whyNot: 'Why not me?', missing: 'what is missing: any of',
  },
  vi: {
    duty: 'Mục 2 Nội dung thuộc “Giáo dục”; trách nhiệm của đơn vị là chủ trì.', clause: 'Mục 1 Một điều khoản nêu tên đơn vị để chủ trì.',
    addressed: 'vai trò: được thông báo.', informed: 'Vì sao chỉ để biết?', whyMe: 'Vì sao là chúng tôi?', whyNot: 'Vì sao không có chúng tôi?',
    missing: 'còn thiếu: một trong các từ',
  },
};

const unfolded = async (place, title) => {
  await place.getByText(title, { exact: true }).click();
  return (await place.locator('details[open]').innerText()).replace(/\s+/g, ' ');
};

function includesAll(text, pieces) {
  for (const piece of pieces) assert.ok(text.includes(piece), `"${piece}" is missing in:\n${text}`);
}

test('asking why', { timeout: 240000 }, async (all) => {
  const browser = await startBrowser(all);
  const daemon = await startDaemon(all, {
    clock: '2022-11-24T19:41+08:00',
    until: { path: '/units/edu/notices', holds: ({ notices }) => notices[0]?.windows[0]?.from.includes('T19:35') },
  });
  await daemon.post('/items', { id: 'canteen', issuer: 'gov-office', title: '通知', text: '一、由县教育局牵头检查食堂。县公安局不参加。\n二、其他事项另行通知。' });
  const topic = (await daemon.get('/units')).topics.find((each) => each.id === 'edu');

  for (const language of languages) {
    const says = words[language];
    await all.test(`${language}: why me, by duty and by clause, with the sentence and the rule's place`, async () => {
      await withPage(browser, daemon, { path: `/?unit=edu&lang=${language}`, width: 375 }, async (page) => {
        const meeting = page.locator('article[data-item="county-meeting"]');
        await meeting.waitFor();
        const duty = says.duty.replace(/[“][^”]*[”]/, `“${topic.name[language] ?? topic.name.zh}”`);
        const text = await unfolded(meeting, says.whyMe);
        const { notices } = await daemon.get('/units/edu/notices');
        const reason = notices.find((each) => each.item === 'county-meeting').reasons[0];
        includesAll(text, [duty, reason.rule, `${reason.file}:${reason.line}`]);
        // The first reason's words in the title and in the text, each in its sentence.
        const first = meeting.locator('.why-me li').first();
        assert.deepEqual(await first.locator('blockquote').allInnerTexts(), ['校园安全', '通报中小学校晚间管理情况,部署校园安全检查']);
        assert.deepEqual(await first.locator('mark').allInnerTexts(), ['校园安全', '中小学校']);

        const canteen = page.locator('article[data-item="canteen"]');
        includesAll(await unfolded(canteen, says.whyMe), [says.clause]);
        // The sentence alone, with the name marked.
        assert.equal(await canteen.locator('.why-me blockquote').first().innerText(), '由县教育局牵头检查食堂');
        assert.equal(await canteen.locator('.why-me blockquote mark').first().innerText(), '县教育局');
      });
    });

    await all.test(`${language}: why not me, and why only informed`, async () => {
      await withPage(browser, daemon, { path: `/?unit=forestry&lang=${language}` }, async (page) => {
        const order = page.locator('.filtered [data-item="telephone-order"]');
        await order.waitFor();
        const { filtered } = await daemon.get('/units/forestry/filtered');
        const told = filtered.find((each) => each.item === 'telephone-order');
        const text = await unfolded(order, says.whyNot);
        includesAll(text, [told.sentence[language], says.missing, told.nearest_rule, `${told.file}:${told.line}`]);

        const meeting = page.locator('[data-group="to_know"] article[data-item="county-meeting"]');
        includesAll(await unfolded(meeting, says.informed), [filtered.find((each) => each.item === 'county-meeting').sentence[language]]);
        await meeting.getByText(says.informed, { exact: true }).click();
        includesAll(await unfolded(meeting, says.whyMe), [says.addressed]);
        // An item that is told stands once on the page.
        assert.equal(await page.locator('.filtered [data-item="county-meeting"]').count(), 0);
      });
    });
  }
});
