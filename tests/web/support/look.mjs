// What a page is measured by: marks in texts, widths, labels of a picture, the way of the Tab key, axe.
import { readFileSync } from 'node:fs';
import { axeSource } from './browser.mjs';

// Each text of a notice's parts as the page shows it: part, field, the whole text, and what is marked, in code points.
export function shownTexts(notice) {
  return notice.locator('[data-field]').evaluateAll((elements) => elements.map((element) => {
    const marks = [];
    let at = 0, text = '';
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const length = Array.from(node.data).length;
      if (node.parentElement.closest('mark')) marks.push([at, at + length]);
      at += length;
      text += node.data;
    }
    return { part: element.closest('[data-part]').dataset.part, field: element.dataset.field, text, marks };
  }));
}

// The same as the API tells it: ranges of evidence united, in order.
export function toldTexts(notice) {
  const texts = [];
  for (const part of notice.parts) {
    for (const field of ['title', 'text']) {
      if (!part[field]) continue;
      const letters = Array.from(part[field]).map(() => false);
      for (const reason of notice.reasons.filter((each) => each.part === part.part_id)) {
        for (const each of reason.evidence) {
          if ((each.field ?? 'text') === field) letters.fill(true, each.start, each.end);
        }
      }
      const marks = [];
      letters.forEach((marked, at) => {
        if (!marked) return;
        if (marks.length > 0 && marks[marks.length - 1][1] === at) marks[marks.length - 1][1] = at + 1;
        else marks.push([at, at + 1]);
      });
      texts.push({ part: part.part_id, field, text: part[field], marks });
    }
  }
  return texts;
}

// Elements that stick out of the screen or cut their text off, as words.
export function stickingOut(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.querySelectorAll('body *')) {
      const box = element.getBoundingClientRect();
      // Of one pixel: meant for reading aloud.
      const hidden = box.width <= 1 || box.height <= 1 || element.closest('.skip');
      if (!hidden && (box.right > width + 0.5 || box.left < -0.5)) {
        found.push(`${element.tagName}.${element.getAttribute('class')} from ${box.left} to ${box.right}`);
      }
      const style = getComputedStyle(element);
      if (!hidden && style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) {
        found.push(`${element.tagName}.${element.getAttribute('class')} cuts its text off`);
      }
    }
    return found;
  });
}

// Pairs of labels of a picture that lie on one another, or beyond its edge, as words; and how many labels there are.
export function labelsInTheWay(page, picture) {
  return page.locator(picture).evaluate((svg) => {
    const edge = svg.getBoundingClientRect();
    const labels = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    const found = [];
    labels.forEach(({ text, box }, index) => {
      if (box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1) found.push(`${text} leaves the picture`);
      for (const other of labels.slice(index + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 0.5 && down > 0.5) found.push(`${text} | ${other.text}`);
      }
    });
    return { count: labels.length, found };
  });
}

// Presses Tab until the focus leaves the page, and tells which elements had it; all those that should, in order of the
// page.
export async function tabThrough(page, key = 'Tab') {
  await page.evaluate(() => {
    const wanted = 'a[href], button, select, input, textarea, summary, [tabindex]:not([tabindex="-1"])';
    window.stops = [...document.querySelectorAll(wanted)].filter((element) => !element.disabled && element.getClientRects().length > 0);
    document.activeElement?.blur();
  });
  const stops = await page.evaluate(() => window.stops.length);
  const way = [];
  for (let press = 0; press <= stops + 3; ++press) {
    await page.keyboard.press(key);
    const at = await page.evaluate(() => window.stops.indexOf(document.activeElement));
    if (at < 0 && press > 0) break;
    way.push(at);
  }
  return { way, stops };
}

const allRules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

// axe's violations, as words; of all its rules, or of those named.
export async function axeViolations(page, ...rules) {
  await page.evaluate(readFileSync(axeSource, 'utf8'));
  const runOnly = rules.length > 0 ? { type: 'rule', values: rules } : allRules;
  const violations = await page.evaluate(async (only) => (await window.axe.run(document, { runOnly: only })).violations, runOnly);
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)} — ${node.failureSummary}`));
}
