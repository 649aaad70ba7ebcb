// When to be in the room, by when to be done, and why that is later than planned.
import type { Deadline, Notice, Window } from '../api';
import { useReader } from '../context';
import { fromNow, length, when, whenAfter } from '../format';
import { isKey } from '../i18n';

function WindowLine({ window, notice }: { window: Window; notice: Notice }) {
  const reader = useReader();
  const { say, now } = reader;
  const from = new Date(window.from);
  const begun = now >= from;
  const past = window.to !== undefined && now >= new Date(window.to);
  const to = window.to ? whenAfter(reader, window.to, begun ? now : from) : say('open_end');
  const last = notice.last_report ?? window.last_report;
  // Before the meeting begins no report is missed.
  const report = last ? say('last_report', { time: when(reader, last) }) : begun ? say('no_report') : '';
  return (
    <div class={`window ${begun && !past ? 'now' : ''}`}>
      <p>
        <strong>{say('ready_from', { from: when(reader, window.from), to })}</strong>
        {window.likely_from && !begun && <span class="likely"> {say('most_likely', { from: whenAfter(reader, window.likely_from, from) })}</span>}
        {!past && <span class="chip soon">{begun ? say('come_now') : fromNow(reader, window.from)}</span>}
      </p>
      <p class="quiet">
        {notice.place && <span class="place" lang={reader.contentLanguage}>{notice.place}</span>}
        {notice.place && report && ' · '}{report}
      </p>
    </div>
  );
}

function DeadlineLine({ deadline, notice }: { deadline: Deadline; notice: Notice }) {
  const reader = useReader();
  const { say, now } = reader;
  const status = `status_${deadline.status}`;
  const several = deadline.part !== '0' && (notice.part_count ?? 0) > 1;
  const past = now >= new Date(deadline.effective);
  return (
    <div class={`deadline ${deadline.status}`}>
      <p>
        <strong>{say('due_by', { time: when(reader, deadline.effective) })}</strong>
        <span class="chip state">{isKey(status) ? say(status) : deadline.status}</span>
        {!past && <span class="chip soon">{fromNow(reader, deadline.effective)}</span>}
      </p>
      {deadline.proposed && <p class="proposed">{say('proposed', { time: when(reader, deadline.proposed) })}</p>}
      <p class="quiet">
        {several && <>{say('part', { n: deadline.part })} · </>}
        {deadline.text && <>“<span lang={reader.contentLanguage}>{deadline.text}</span>” · </>}
        {deadline.effective !== deadline.stated && <>{say('stated', { time: when(reader, deadline.stated) })} · </>}
        {deadline.inner && <>{say('inner')} · </>}
        {deadline.answer && <>{say(`answer_${deadline.answer}`, { who: deadline.decided_by ?? '' })} · </>}
        {deadline.answer_reason && <>{say('because', { reason: deadline.answer_reason })} · </>}
        {say('handed_down', { time: when(reader, deadline.handed_down) })}{deadline.provisional ? ` (${say('provisional')})` : ''}
        {/* They count to the stated time, which no longer matters once it was extended. */}
        {deadline.status !== 'extended' && <> · {say('working_left', { length: length(reader, Math.max(0, deadline.working_minutes_left)) })}</>}
      </p>
      {(deadline.flags ?? []).map((flag) => {
        const key = `flag_${flag}`;
        return <span key={flag} class="chip flag">{isKey(key) ? say(key) : flag}</span>;
      })}
    </div>
  );
}

// "19:20, not 18:30: city meeting +20 min, county meeting +30 min"
function Chain({ notice }: { notice: Notice }) {
  const reader = useReader();
  const { say } = reader;
  const chain = notice.chain ?? [];
  if (chain.length === 0 || !notice.meeting_start) return null;
  const moved = chain.reduce((sum, step) => sum + step.minutes, 0);
  const before = new Date(Date.parse(notice.meeting_start) - moved * 60000);
  const meeting = notice.meeting === notice.item || !notice.meeting_title ? say('this_meeting') : notice.meeting_title;
  const begun = notice.meeting_status === 'running' || notice.meeting_status === 'ended';
  return (
    <div class="chain">
      <p>{say(begun ? 'moved_past' : 'moved', { meeting, now: when(reader, notice.meeting_start), before: when(reader, before.toISOString()) })}</p>
      <ul>
        {chain.map((step) => (
          <li key={`${step.meeting}/${step.cause}`}>
            <span lang={reader.contentLanguage}>{step.title || step.meeting}</span>{' '}
            <strong>{step.minutes < 0 ? '−' : '+'}{say('minutes', { n: Math.abs(step.minutes) })}</strong>
            {isKey(`cause_${step.cause}`) && <span class="quiet"> · {say(`cause_${step.cause}` as never)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Schedule({ notice }: { notice: Notice }) {
  return (
    <div class="schedule">
      {(notice.windows ?? []).map((window) => <WindowLine key={window.from} window={window} notice={notice} />)}
      {(notice.deadlines ?? []).map((deadline) => (
        <DeadlineLine key={`${deadline.part}/${deadline.occurrence}/${deadline.stated}`} deadline={deadline} notice={notice} />
      ))}
      {notice.role !== 'inform' && <Chain notice={notice} />}
    </div>
  );
}
