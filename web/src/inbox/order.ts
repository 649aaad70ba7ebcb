// Which notices a unit sees first: what needs an answer, soonest first; then what is acknowledged and still ahead, what it
// should know, and what is over.
import type { Notice } from '../api';

export type GroupName = 'to_answer' | 'ahead' | 'to_know' | 'over';
export const groupNames: GroupName[] = ['to_answer', 'ahead', 'to_know', 'over'];

// One item: its newest notice, and the earlier ones, newest first.
export interface ItemNotices { newest: Notice; earlier: Notice[] }

export function byItem(notices: Notice[]): ItemNotices[] {
  const items = new Map<string, ItemNotices>();
  for (const notice of notices) {
    const known = items.get(notice.item);
    if (known) known.earlier.push(notice);
    else items.set(notice.item, { newest: notice, earlier: [] });
  }
  return [...items.values()];
}

function isOver(notice: Notice, now: number): boolean {
  if (notice.stage === 'released') return true;
  if (notice.stage === 'cancelled') return notice.acknowledged_at !== undefined;
  if ((notice.deadlines ?? []).length > 0) return false;
  if (notice.meeting_status === 'ended' || notice.meeting_status === 'cancelled') return notice.kind === 'meeting';
  const windows = notice.windows ?? [];
  return windows.length > 0 && windows.every((window) => window.to !== undefined && Date.parse(window.to) < now - 3600000);
}

export function groupOf(notice: Notice, now: number): GroupName {
  if (notice.role !== 'lead' && notice.role !== 'support' && notice.stage !== 'cancelled') return 'to_know';
  if (isOver(notice, now)) return 'over';
  return notice.acknowledged_at ? 'ahead' : 'to_answer';
}

// The next instant that matters of a notice: a window's beginning, or its end once it has begun; a deadline.
function next(notice: Notice, now: number): number {
  const instants = (notice.windows ?? []).map((window) => (Date.parse(window.from) > now || !window.to ? window.from : window.to))
    .concat((notice.deadlines ?? []).map((deadline) => deadline.effective)).map((each) => Date.parse(each));
  const ahead = instants.filter((each) => each >= now);
  return ahead.length > 0 ? Math.min(...ahead) : Infinity;
}

const urgencies = ['critical', 'urgent', 'routine'];

export function group(notices: Notice[], now: Date): Record<GroupName, ItemNotices[]> {
  const instant = now.getTime();
  const groups: Record<GroupName, ItemNotices[]> = { to_answer: [], ahead: [], to_know: [], over: [] };
  for (const item of byItem(notices)) groups[groupOf(item.newest, instant)].push(item);
  const sooner = (a: ItemNotices, b: ItemNotices) => {
    const difference = next(a.newest, instant) - next(b.newest, instant);
    // Two that name no instant: the more urgent first, then the newer.
    if (Number.isNaN(difference)) {
      return urgencies.indexOf(a.newest.urgency ?? '') - urgencies.indexOf(b.newest.urgency ?? '') || Date.parse(b.newest.at) - Date.parse(a.newest.at);
    }
    return difference;
  };
  groups.to_answer.sort(sooner);
  groups.ahead.sort(sooner);
  return groups;
}
