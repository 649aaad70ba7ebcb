// What every component needs: language, zone, and names of units.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language, Say } from './i18n';
import { sayIn } from './i18n';

export interface Reader {
  language: Language;
  say: Say;
  zone: string;
  now: Date;
  unitName: (id: string) => string;
}

const nobody: Reader = {
  language: 'zh', say: sayIn('zh'), zone: 'UTC', now: new Date(0), unitName: (id) => id,
};

export const ReaderContext = createContext<Reader>(nobody);
export const useReader = () => useContext(ReaderContext);
