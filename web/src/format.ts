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
  const at = new Date(text);
  const sameDay = day(reader, at) === day(reader, reader.now);
  return sameDay ? clock(reader, at) : `${day(reader, at)} ${clock(reader, at)}`;
}

export function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 60000);
}
