// What was filtered from the unit, each with "why not me?".
import type { Filtered as FilteredItem } from '../api';
import { useReader } from '../context';
import { when } from '../format';
import { isKey } from '../i18n';
import { WhyNot } from '../why/why-not';

function FilteredLine({ item }: { item: FilteredItem }) {
  const reader = useReader();
  const { say, contentLanguage } = reader;
  const kind = `kind_${item.kind}`;
  return (
    <li data-item={item.item}>
      <p><strong lang={contentLanguage}>{item.title || item.item}</strong></p>
      <p class="quiet">
        {isKey(kind) && say(kind)} · {item.at && when(reader, item.at)}
        {item.issuer && <> · {reader.unitName(item.issuer)}</>}
        {item.role === 'inform' && <> · {say('informed_only')}</>}
      </p>
      <WhyNot item={item} title={say('why_not_me')} />
    </li>
  );
}

export function Filtered({ filtered }: { filtered: FilteredItem[] | undefined }) {
  const { say } = useReader();
  return (
    <section aria-labelledby="filtered-title">
      <h2 id="filtered-title">{say('filtered')}</h2>
      {filtered !== undefined && filtered.length > 0 && <p class="quiet">{say('filtered_how')}</p>}
      {filtered === undefined && <p class="quiet">{say('loading')}</p>}
      {filtered?.length === 0 && <p class="quiet">{say('filtered_empty')}</p>}
      <ul class="filtered">{(filtered ?? []).map((item) => <FilteredLine key={item.item} item={item} />)}</ul>
    </section>
  );
}
