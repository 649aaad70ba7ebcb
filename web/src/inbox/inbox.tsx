// A unit's notices: one card an item, in groups, what needs an answer first; what is over stays folded.
import type { Filtered, Notice } from '../api';
import { useReader } from '../context';
import { NoticeCard } from './notice-card';
import { group, groupNames } from './order';
import type { GroupName, ItemNotices } from './order';

interface Shared { filtered: Filtered[] | undefined; changed: () => void }

function Cards({ name, items, filtered, changed }: Shared & { name: GroupName; items: ItemNotices[] }) {
  return (
    <>
      {items.map(({ newest, earlier }) => (
        <NoticeCard key={newest.item} notice={newest} earlier={earlier} past={name === 'over'} changed={changed}
          whyNot={name === 'to_know' ? filtered?.find((each) => each.item === newest.item) : undefined} />
      ))}
    </>
  );
}

function Group({ name, items, ...shared }: Shared & { name: GroupName; items: ItemNotices[] }) {
  const { say } = useReader();
  if (items.length === 0) return null;
  const title = <>{say(`group_${name}`)} <span class="count">{items.length}</span></>;
  if (name === 'over') {
    return (
      <details class="group over" data-group={name}>
        <summary><h3>{title}</h3></summary>
        <Cards name={name} items={items} {...shared} />
      </details>
    );
  }
  return (
    <section class={`group ${name}`} data-group={name} aria-labelledby={`group-${name}`}>
      <h3 id={`group-${name}`}>{title}</h3>
      <Cards name={name} items={items} {...shared} />
    </section>
  );
}

export function Inbox({ notices, ...shared }: Shared & { notices: Notice[] | undefined }) {
  const { say, now } = useReader();
  const groups = group(notices ?? [], now);
  return (
    <section id="notices" aria-labelledby="notices-title" tabIndex={-1}>
      <h2 id="notices-title">{say('notices')}</h2>
      <p class="unseen" role="status">{notices && say('group_to_answer_count', { n: groups.to_answer.length })}</p>
      {notices === undefined && <p class="quiet">{say('loading')}</p>}
      {notices?.length === 0 && <p class="quiet">{say('notices_empty')}</p>}
      {notices && notices.length > 0 && groups.to_answer.length === 0 && <p class="quiet nothing">{say('nothing_to_answer')}</p>}
      {groupNames.map((name) => <Group key={name} name={name} items={groups[name]} {...shared} />)}
    </section>
  );
}
