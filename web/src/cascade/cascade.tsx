// The meetings above and below, one after another: a timeline, and the same as a list for phones and for reading aloud.
import type { Meeting } from '../api';
import { useReader } from '../context';
import { when } from '../format';
import { isKey } from '../i18n';
import { Timeline } from './timeline';

function MeetingLine({ meeting }: { meeting: Meeting }) {
  const reader = useReader();
  const { say } = reader;
  const start = meeting.start?.p50;
  const end = meeting.end?.p50;
  const late = start && meeting.planned_start && start !== meeting.planned_start;
  return (
    <li class={meeting.status} data-meeting={meeting.id}>
      <p><strong>{meeting.title ?? meeting.id}</strong> <span class={`chip state ${meeting.status}`}>{isKey(meeting.status) ? say(meeting.status) : meeting.status}</span></p>
      <p>
        {start ? say('from_to', { from: when(reader, start), to: end ? when(reader, end) : say('open_end') }) : say('open_end')}
        {late && <span class="quiet"> ({say('planned')} {when(reader, meeting.planned_start!)})</span>}
      </p>
      <p class="quiet">{meeting.last_report ? say('last_report', { time: when(reader, meeting.last_report) }) : say('no_report')}</p>
    </li>
  );
}

export function Cascade({ meetings }: { meetings: Meeting[] | undefined }) {
  const { say } = useReader();
  return (
    <section aria-labelledby="cascade-title">
      <h2 id="cascade-title">{say('cascade')}</h2>
      {meetings === undefined && <p class="quiet">{say('loading')}</p>}
      {meetings?.length === 0 && <p class="quiet">{say('cascade_empty')}</p>}
      {meetings && meetings.length > 0 && (
        <>
          <Timeline meetings={meetings} />
          <ol class="meetings">{meetings.map((meeting) => <MeetingLine key={meeting.id} meeting={meeting} />)}</ol>
        </>
      )}
    </section>
  );
}
