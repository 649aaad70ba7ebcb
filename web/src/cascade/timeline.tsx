// The cascade as a picture of our own: a row a meeting, the plan as an outline, what happens as a bar, now as a line.
import type { Meeting } from '../api';
import { useReader } from '../context';
import { clock } from '../format';

const width = 560, row = 54, top = 26, left = 8, right = 8;
const hour = 3600000;

interface Bar { id: string; title: string; status: string; planned: [number, number] | null; actual: [number, number] | null }

// A title that fits its row: at 13 px a Han character is as wide as it is high, others about 0.6 of that.
function cut(title: string): string {
  let used = 0;
  const letters = Array.from(title);
  const end = letters.findIndex((letter) => (used += letter > '\u2e80' ? 13 : 8) > width - left - right - 26);
  return end < 0 ? title : `${letters.slice(0, end).join('')}…`;
}

function barOf(meeting: Meeting): Bar {
  const planned = meeting.planned_start ? Date.parse(meeting.planned_start) : null;
  const start = meeting.start ? Date.parse(meeting.start.p50) : null;
  const end = meeting.end ? Date.parse(meeting.end.p50) : null;
  return {
    id: meeting.id, title: meeting.title ?? meeting.id, status: meeting.status,
    planned: planned === null ? null : [planned, planned + (meeting.planned_minutes ?? 0) * 60000],
    actual: start === null || end === null ? null : [start, end],
  };
}

export function Timeline({ meetings }: { meetings: Meeting[] }) {
  const reader = useReader();
  const bars = meetings.map(barOf);
  const instants = bars.flatMap((bar) => [...(bar.planned ?? []), ...(bar.actual ?? [])]);
  if (instants.length === 0) return null;
  const from = Math.floor(Math.min(...instants) / hour) * hour;
  const to = Math.ceil(Math.max(...instants) / hour) * hour;
  const x = (at: number) => left + ((at - from) / (to - from)) * (width - left - right);
  const height = top + bars.length * row + 4;
  const step = Math.max(1, Math.ceil((to - from) / hour / 8)) * hour;
  const hours = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
  const now = reader.now.getTime();
  return (
    <svg class="timeline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={reader.say('cascade')}>
      {hours.map((at) => (
        <g key={at}>
          <line class="grid" x1={x(at)} x2={x(at)} y1={top - 6} y2={height} />
          <text class="hour" x={Math.min(Math.max(x(at), 18), width - 18)} y={14} text-anchor="middle">{clock(reader, new Date(at))}</text>
        </g>
      ))}
      {bars.map((bar, index) => {
        const y = top + index * row;
        return (
          <g key={bar.id}>
            <title>{bar.title}</title>
            <text class="label" x={left} y={y + 13}>{cut(bar.title)}</text>
            {bar.planned && <rect class="plan" x={x(bar.planned[0])} width={Math.max(2, x(bar.planned[1]) - x(bar.planned[0]))} y={y + 20} height={8} />}
            {bar.actual && <rect class={`bar ${bar.status}`} x={x(bar.actual[0])} width={Math.max(2, x(bar.actual[1]) - x(bar.actual[0]))} y={y + 30} height={14} />}
          </g>
        );
      })}
      {now >= from && now <= to && <line class="now" x1={x(now)} x2={x(now)} y1={top - 6} y2={height} />}
    </svg>
  );
}
