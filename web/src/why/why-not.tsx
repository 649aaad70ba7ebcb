// "Why not me?": the nearest rule, what kept it away, what would have to be in the text.
import type { Filtered } from '../api';
import { useReader } from '../context';
import { nameIn } from '../i18n';

export function WhyNot({ item, title }: { item: Filtered; title: string }) {
  const { say, language } = useReader();
  const partName = item.part === '0' ? say('part_0') : say('part', { n: item.part ?? '' });
  return (
    <details class="why-not">
      <summary>{title}</summary>
      <p class="why-not-sentence">{nameIn(item.sentence, language, '')}</p>
      {item.part && <p class="quiet">{say('nearest_part')} {partName}</p>}
    </details>
  );
}
