// When to be in the room, by when to be done, and why that is later than planned.
import type { Deadline, Notice, Window } from '../api';
import { useReader } from '../context';
import { when } from '../format';
import { isKey } from '../i18n';

function WindowLine({ window, notice }: { window: Window; notice: Notice }) {
  const reader = useReader();
  const { say } = reader;
  const to = window.to ? when(reader, window.to) : say('open_end');
  const report = notice.last_report ?? window.last_report;
  return (
    <p class="window">
      <strong>{say('ready_from', { from: when(reader, window.from), to })}</strong>
      {notice.place && <span> · {notice.place}</span>}
      <span class="quiet"> · {report ? say('last_report', { time: when(reader, report) }) : say('no_report')}</span>
    </p>
  );
}

function DeadlineLine({ deadline, notice }: { deadline: Deadline; notice: Notice }) {
  const reader = useReader();
  const { say } = reader;
  const status = `status_${deadline.status}`;
  const part = deadline.part !== '0' && (notice.part_count ?? 0) > 1 ? say('part_of', { n: deadline.part, count: notice.part_count ?? 0 }) : '';
  return (
    <p class={`deadline ${deadline.status}`}>
      <strong>{say('due_by', { time: when(reader, deadline.effective) })}</strong>
      {part && <span> · {part}</span>}
      <span class="chip">{isKey(status) ? say(status) : deadline.status}</span>
      {deadline.effective !== deadline.stated && <span> · {say('stated', { time: when(reader, deadline.stated) })}</span>}
      {deadline.proposed && <span class="proposed"> · {say('proposed', { time: when(reader, deadline.proposed) })}</span>}
      <span class="quiet"> · {say('handed_down', { time: when(reader, deadline.handed_down) })}{deadline.provisional ? ` (${say('provisional')})` : ''}</span>
      {(deadline.flags ?? []).map((flag) => {
        const key = `flag_${flag}`;
        return <span key={flag} class="chip flag">{isKey(key) ? say(key) : flag}</span>;
      })}
    </p>
  );
}

// "20:25, not 19:05: city meeting +40 min, county meeting +40 min"
function Chain({ notice }: { notice: Notice }) {
  const reader = useReader();
  const chain = notice.chain ?? [];
  const sentence = notice.chain_sentence;
  if (chain.length === 0 || !sentence) return null;
  const text = (sentence[reader.language] ?? '') as string;
  const head = text.split(/[:：](?!\d)/)[0];
  const sign = (minutes: number) => (minutes < 0 ? `−${-minutes}` : `+${minutes}`);
  return (
    <p class="chain">
      {head}{reader.language === 'zh' ? '：' : ': '}
      {chain.map((step) => `${step.title || step.meeting} ${sign(step.minutes)} ${reader.say('minutes', { n: '' }).trim()}`).join(reader.language === 'zh' ? '，' : ', ')}
    </p>
  );
}

export function Schedule({ notice }: { notice: Notice }) {
  return (
    <div class="schedule">
      {(notice.windows ?? []).map((window) => <WindowLine key={window.from} window={window} notice={notice} />)}
      {(notice.deadlines ?? []).map((deadline) => (
        <DeadlineLine key={`${deadline.part}/${deadline.stated}`} deadline={deadline} notice={notice} />
      ))}
      <Chain notice={notice} />
    </div>
  );
}

