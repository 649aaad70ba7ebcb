// What was filtered from the unit, and what would have had to be in the text.
import type { Filtered as FilteredItem } from '../api';
import { useReader } from '../context';
import { when } from '../format';
import { nameIn } from '../i18n';

export function Filtered({ filtered }: { filtered: FilteredItem[] | undefined }) {
  const reader = useReader();
  const { say } = reader;
  return (
    <section aria-labelledby="filtered-title">
      <h2 id="filtered-title">{say('filtered')}</h2>
      {filtered === undefined && <p class="quiet">{say('loading')}</p>}
      {filtered?.length === 0 && <p class="quiet">{say('filtered_empty')}</p>}
      <ul class="filtered">
        {(filtered ?? []).map((item) => (
          <li key={item.item} data-item={item.item}>
            <p><strong>{item.title}</strong> <span class="quiet">{item.at && when(reader, item.at)}</span></p>
            <p class="quiet">{nameIn(item.sentence as never, reader.language, '')}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
