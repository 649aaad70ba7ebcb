// The meetings above and below, one after another: a timeline, and the same as a list for phones and for reading aloud.
import type { Meeting } from '../api';
import { useReader } from '../context';
import { when, whenAfter } from '../format';
import { isKey } from '../i18n';
import { Timeline } from './timeline';

function MeetingLine({ meeting, own }: { meeting: Meeting; own: boolean }) {
  const reader = useReader();
  const { say } = reader;
  const start = meeting.start?.p50;
  const end = meeting.end?.p50;
  const due = start !== undefined && Date.parse(start) <= reader.now.getTime();
  const report = meeting.last_report ? say('last_report', { time: when(reader, meeting.last_report) }) : due ? say('no_report') : '';
  const late = start && meeting.planned_start && Date.parse(start) !== Date.parse(meeting.planned_start);
  return (
    <li class={`${meeting.status} ${own ? 'own' : ''}`} data-meeting={meeting.id} aria-current={own ? 'true' : undefined}>
      <p><strong lang={reader.contentLanguage}>{meeting.title || meeting.id}</strong></p>
      <p>
        <span class={`chip state ${meeting.status}`}>{isKey(meeting.status) ? say(meeting.status) : meeting.status}</span>{' '}
        {start ? say('from_to', { from: when(reader, start), to: end ? whenAfter(reader, end, new Date(start)) : say('open_end') }) : say('open_end')}
        {late && <span class="quiet"> ({say('planned_at', { time: when(reader, meeting.planned_start!) })})</span>}
      </p>
      <p class="quiet">
        {[meeting.issuer && reader.unitName(meeting.issuer), report].filter((piece) => piece).join(' · ')}
      </p>
    </li>
  );
}

export function Cascade({ meetings, own }: { meetings: Meeting[] | undefined; own: string }) {
  const { say } = useReader();
  return (
    <section aria-labelledby="cascade-title">
      <h2 id="cascade-title">{say('cascade')}</h2>
      {meetings === undefined && <p class="quiet">{say('loading')}</p>}
      {meetings?.length === 0 && <p class="quiet">{say('cascade_empty')}</p>}
      {meetings && meetings.length > 0 && (
        <>
          <Timeline meetings={meetings} own={own} />
          <ol class="meetings">{meetings.map((meeting) => <MeetingLine key={meeting.id} meeting={meeting} own={meeting.id === own} />)}</ol>
        </>
      )}
    </section>
  );
}
