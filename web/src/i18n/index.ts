// Words of the page. Keys are typed from the Chinese catalogue; a test compares the three.
import en from './en.json';
import vi from './vi.json';
import zh from './zh.json';

export type Key = keyof typeof zh;
export type Language = 'zh' | 'en' | 'vi';
export type LocalName = { zh?: string; en?: string; vi?: string } & Record<string, unknown>;

const catalogues: Record<Language, Record<Key, string>> = { zh, en, vi };
export const languageNames: Record<Language, string> = { zh: '中文', en: 'English', vi: 'Tiếng Việt' };
export const htmlLanguage: Record<Language, string> = { zh: 'zh-CN', en: 'en', vi: 'vi' };

export type Say = (key: Key, values?: Record<string, string | number>) => string;

export function sayIn(language: Language): Say {
  return (key, values = {}) =>
    catalogues[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function isKey(word: string): word is Key {
  return word in zh;
}

export function nameIn(name: LocalName | undefined, language: Language, fallback: string): string {
  return name?.[language] ?? name?.zh ?? name?.en ?? name?.vi ?? fallback;
}
