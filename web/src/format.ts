// Times as people read them: in the office's zone, 24 hours, the day only where it is not today.
import type { Reader } from './context';
import { htmlLanguage } from './i18n';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${reader.language}/${reader.zone}/${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(htmlLanguage[reader.language], { timeZone: reader.zone, ...options });
    formats.set(key, found);
  }
  return found;
}

export function clock(reader: Reader, at: Date): string {
  return format(reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

export function day(reader: Reader, at: Date): string {
  return format(reader, { month: 'short', day: 'numeric', weekday: 'short' }).format(at);
}

export function when(reader: Reader, text: string): string {
  return whenAfter(reader, text, reader.now);
}

// As `when`, for an instant that is read right after another one.
export function whenAfter(reader: Reader, text: string, before: Date): string {
  const at = new Date(text);
  return day(reader, at) === day(reader, before) ? clock(reader, at) : `${day(reader, at)} ${clock(reader, at)}`;
}

// "in 25 min", "5 min ago": minutes below two hours, hours below two days, else days.
export function fromNow(reader: Reader, text: string): string {
  const minutes = Math.round((Date.parse(text) - reader.now.getTime()) / 60000);
  const relative = new Intl.RelativeTimeFormat(htmlLanguage[reader.language], { numeric: 'always', style: 'short' });
  if (Math.abs(minutes) < 120) return relative.format(minutes, 'minute');
  if (Math.abs(minutes) < 48 * 60) return relative.format(Math.round(minutes / 60), 'hour');
  return relative.format(Math.round(minutes / 1440), 'day');
}

// A length of working time: "45 min", "3 h", "2 h 30 min".
export function length(reader: Reader, minutes: number): string {
  const hours = Math.floor(minutes / 60), rest = minutes % 60;
  const parts = [hours > 0 ? reader.say('hours', { n: hours }) : '', rest > 0 || hours === 0 ? reader.say('minutes', { n: rest }) : ''];
  return parts.filter((part) => part !== '').join(reader.language === 'zh' ? '' : ' ');
}
