// A unit's notices: one card an item, the newest notice on top, earlier ones folded away.
import type { Notice } from '../api';
import { useReader } from '../context';
import { NoticeCard } from './notice-card';

function byItem(notices: Notice[]): Notice[][] {
  const items = new Map<string, Notice[]>();
  for (const notice of notices) items.set(notice.item, [...(items.get(notice.item) ?? []), notice]);
  return [...items.values()];
}

export function Inbox({ notices, changed }: { notices: Notice[] | undefined; changed: () => void }) {
  const { say } = useReader();
  return (
    <section id="notices" aria-labelledby="notices-title">
      <h2 id="notices-title">{say('notices')}</h2>
      {notices === undefined && <p class="quiet">{say('loading')}</p>}
      {notices?.length === 0 && <p class="quiet">{say('notices_empty')}</p>}
      {byItem(notices ?? []).map((group) => (
        <NoticeCard key={group[0]!.item} notice={group[0]!} earlier={group.slice(1)} changed={changed} />
      ))}
    </section>
  );
}
