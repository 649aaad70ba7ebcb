// The cascade as a picture of our own: a row a meeting, the plan as an outline, what happens as a bar, now as a line.
import type { Meeting } from '../api';
import { useReader } from '../context';
import type { Reader } from '../context';
import { clock, day } from '../format';

const width = 560, row = 50, top = 44, edge = 24, bottom = 34;
const hour_ms = 3600000;
const letter = 13, half = 8;  // px of a Han character and of others at the labels' size

interface Bar { id: string; title: string; status: string; planned: [number, number] | null; actual: [number, number] | null }

function barOf(meeting: Meeting): Bar {
  const planned = meeting.planned_start ? Date.parse(meeting.planned_start) : null;
  const start = meeting.start ? Date.parse(meeting.start.p50) : null;
  const end = meeting.end ? Date.parse(meeting.end.p50) : null;
  return {
    id: meeting.id, title: meeting.title || meeting.id, status: meeting.status,
    planned: planned === null ? null : [planned, planned + (meeting.planned_minutes ?? 0) * 60000],
    actual: start === null || end === null ? null : [start, end],
  };
}

// A title that fits its row.
function cut(title: string): string {
  let used = 0;
  const letters = Array.from(title);
  const end = letters.findIndex((each) => (used += each > '\u2e80' ? letter : half) > width - 2 * edge - 2 * letter);
  return end < 0 ? title : `${letters.slice(0, end).join('')}…`;
}

interface Scale { from: number; to: number; x: (at: number) => number }

function scaleOf(bars: Bar[]): Scale | null {
  const instants = bars.flatMap((bar) => [...(bar.planned ?? []), ...(bar.actual ?? [])]);
  if (instants.length === 0) return null;
  const from = Math.floor(Math.min(...instants) / hour_ms) * hour_ms;
  const to = Math.max(Math.ceil(Math.max(...instants) / hour_ms) * hour_ms, from + hour_ms);
  return { from, to, x: (at) => edge + ((at - from) / (to - from)) * (width - 2 * edge) };
}

// Whole hours, at most eight of them; the day where it changes.
function Hours({ scale, height }: { scale: Scale; height: number }) {
  const reader = useReader();
  const step = Math.ceil((scale.to - scale.from) / hour_ms / 8) * hour_ms;
  const hours = Array.from({ length: Math.floor((scale.to - scale.from) / step) + 1 }, (_, index) => scale.from + index * step);
  const label = (at: number, index: number) => {
    const instant = new Date(at);
    const before = index > 0 ? new Date(hours[index - 1]!) : reader.now;
    return day(reader, instant) === day(reader, before) ? clock(reader, instant) : day(reader, instant);
  };
  return (
    <>
      {hours.map((at, index) => (
        <g key={at}>
          <line class="grid" x1={scale.x(at)} x2={scale.x(at)} y1={20} y2={height - bottom + 4} />
          <text class="hour" x={scale.x(at)} y={14} text-anchor="middle">{label(at, index)}</text>
        </g>
      ))}
    </>
  );
}

function Row({ bar, y, scale, own }: { bar: Bar; y: number; scale: Scale; own: boolean }) {
  const rect = ([start, end]: [number, number]) => ({ x: scale.x(start), width: Math.max(3, scale.x(end) - scale.x(start)) });
  return (
    <g class={own ? 'own' : ''}>
      <title>{bar.title}</title>
      <text class="label" x={edge} y={y}>{cut(bar.title)}</text>
      {bar.actual && <rect class={`bar ${bar.status}`} {...rect(bar.actual)} y={y + 8} height={16} rx={2} />}
      {bar.planned && <rect class="plan" {...rect(bar.planned)} y={y + 10} height={12} rx={2} />}
    </g>
  );
}

function Legend({ y, reader }: { y: number; reader: Reader }) {
  const { say } = reader;
  return (
    <g class="legend">
      <rect class="bar running" x={edge} y={y - 11} width={22} height={12} rx={2} />
      <text x={edge + 28} y={y}>{say('actual')}</text>
      <rect class="plan" x={edge + 200} y={y - 10} width={22} height={10} rx={2} />
      <text x={edge + 228} y={y}>{say('planned')}</text>
      <line class="now" x1={edge + 360} x2={edge + 360} y1={y - 12} y2={y + 2} />
      <text x={edge + 368} y={y}>{say('now')}</text>
    </g>
  );
}

export function Timeline({ meetings, own }: { meetings: Meeting[]; own: string }) {
  const reader = useReader();
  const bars = meetings.map(barOf);
  const scale = scaleOf(bars);
  if (!scale) return null;
  const height = top + bars.length * row + bottom;
  const now = reader.now.getTime();
  return (
    <svg class="timeline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={reader.say('cascade')}>
      <Hours scale={scale} height={height} />
      {bars.map((bar, index) => <Row key={bar.id} bar={bar} y={top + index * row} scale={scale} own={bar.id === own} />)}
      {now >= scale.from && now <= scale.to && <line class="now" x1={scale.x(now)} x2={scale.x(now)} y1={20} y2={height - bottom + 4} />}
      <Legend y={height - 6} reader={reader} />
    </svg>
  );
}
