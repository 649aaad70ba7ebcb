// What every component needs: language, zone, the instant, and names of units and topics.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language, Say } from './i18n';
import { sayIn } from './i18n';

export interface Reader {
  language: Language;
  say: Say;
  zone: string;
  now: Date;
  contentLanguage: string;  // of the office's texts, for fonts and for reading aloud
  unitName: (id: string) => string;
  isNameOf: (name: string, unit: string) => boolean;  // in any language
  topicName: (id: string) => string;
}

const nobody: Reader = {
  language: 'zh', say: sayIn('zh'), zone: 'UTC', now: new Date(0), contentLanguage: 'zh-CN', unitName: (id) => id,
  isNameOf: (name, unit) => name === unit, topicName: (id) => id,
};

export const ReaderContext = createContext<Reader>(nobody);
export const useReader = () => useContext(ReaderContext);
