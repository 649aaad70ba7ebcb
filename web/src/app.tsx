// The page: header, inbox, meetings, what was filtered. The choice of unit and language stands in the address.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api, token } from './api';
import type { Notice, Unit } from './api';
import { Cascade } from './cascade/cascade';
import { ReaderContext } from './context';
import type { Reader } from './context';
import { Filtered } from './filtered/filtered';
import { Header } from './header/header';
import { htmlLanguage, nameIn, sayIn } from './i18n';
import type { Language } from './i18n';
import { Inbox } from './inbox/inbox';
import { SignIn } from './sign-in/sign-in';
import { usePolling } from './use-polling';

interface Choice { unit: string; language: Language }

function choiceFromAddress(): Choice {
  const query = new URLSearchParams(location.search);
  const given = query.get('lang') ?? localStorage.getItem('language') ?? navigator.language.slice(0, 2);
  const language: Language = given === 'en' || given === 'vi' ? given : 'zh';
  return { unit: query.get('unit') ?? localStorage.getItem('unit') ?? '', language };
}

function useRemembered({ unit, language }: Choice) {
  useEffect(() => {
    document.documentElement.lang = htmlLanguage[language];
    localStorage.setItem('language', language);
    if (!unit) return;
    localStorage.setItem('unit', unit);
    history.replaceState(null, '', `?unit=${encodeURIComponent(unit)}&lang=${language}`);
  }, [unit, language]);
}

// The meeting whose cascade is shown: the newest notice's that has one.
const meetingOf = (notices: Notice[]) => notices.find((notice) => notice.meeting)?.meeting ?? '';

// With `read-all` any unit, else one's own.
function unitsOpenTo(all: Unit[], principal: { unit: string; may: string[] } | undefined): Unit[] {
  const inside = all.filter((each) => !each.outside);
  if (!principal || principal.may.includes('read-all')) return inside;
  return inside.filter((each) => each.id === principal.unit);
}

export function App() {
  const [choice, setChoice] = useState(choiceFromAddress);
  const [session, setSession] = useState(token.get());
  const { language } = choice;
  const status = usePolling(`status/${session}`, (signal) => api.status(signal), 2);
  const principal = status.data?.principal;
  const directory = usePolling(principal ? `units/${session}` : '', (signal) => api.units(signal), 60);
  const all = directory.data?.units ?? [];
  const open = unitsOpenTo(all, principal);
  const unit = (open.find((each) => each.id === choice.unit) ?? open.find((each) => each.id === principal?.unit) ?? open[0])?.id ?? '';
  const notices = usePolling(unit && `notices/${unit}`, (signal) => api.notices(unit, signal), 2);
  const filtered = usePolling(unit && `filtered/${unit}`, (signal) => api.filtered(unit, signal), 10);
  const meeting = meetingOf(notices.data?.notices ?? []);
  const told = new Set((notices.data?.notices ?? []).map((each) => each.item));
  const cascade = usePolling(meeting && `cascade/${meeting}`, (signal) => api.cascade(meeting, signal), 2);
  useRemembered({ unit, language });

  const reader: Reader = useMemo(() => {
    const units = new Map(all.map((each) => [each.id, each.name]));
    const topics = new Map((directory.data?.topics ?? []).map((each) => [each.id, each.name]));
    return {
      language, say: sayIn(language), zone: status.data?.zone ?? 'UTC', now: new Date(status.data?.now ?? Date.now()),
      contentLanguage: status.data?.language === 'zh' ? 'zh-CN' : status.data?.language ?? '',
      unitName: (id) => nameIn(units.get(id), language, id),
      isNameOf: (name, id) => name === id || Object.values(units.get(id) ?? {}).includes(name),
      topicName: (id) => nameIn(topics.get(id), language, id),
    };
  }, [language, directory.data, status.data]);
  const { say } = reader;
  useEffect(() => {
    document.title = unit ? `${say('title')} · ${reader.unitName(unit)}` : say('title');
  }, [unit, reader]);

  const enter = (given: string) => {
    token.set(given);
    setSession(given);
  };
  const known = status.refused !== 401;
  return (
    <ReaderContext.Provider value={reader}>
      <a class="skip" href="#notices">{say('skip')}</a>
      <Header status={known ? status.data : undefined} lost={status.lost || notices.lost} units={known ? open : []} levels={directory.data?.levels ?? []} unit={unit}
        chooseUnit={(id) => setChoice({ ...choice, unit: id })} chooseLanguage={(each) => setChoice({ ...choice, language: each })} />
      <main>
        {known ? (
          <>
            <Inbox notices={notices.data?.notices} filtered={filtered.data?.filtered} changed={notices.again} />
            <div class="aside">
              <Cascade meetings={meeting === '' && notices.data ? [] : cascade.data?.meetings} own={meeting} />
              <Filtered filtered={filtered.data?.filtered.filter((each) => !told.has(each.item))} />
            </div>
          </>
        ) : <SignIn refused={session !== ''} enter={enter} />}
      </main>
    </ReaderContext.Provider>
  );
}
