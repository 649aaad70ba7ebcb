// The page: header, choice of unit and language, inbox, meetings, what was filtered. The choice stands in the address.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api } from './api';
import type { Notice, Unit } from './api';
import { Cascade } from './cascade/cascade';
import { ReaderContext } from './context';
import type { Reader } from './context';
import { Filtered } from './filtered/filtered';
import { clock, day } from './format';
import { htmlLanguage, languageNames, nameIn, sayIn } from './i18n';
import type { Language } from './i18n';
import { Inbox } from './inbox/inbox';
import { usePolling } from './use-polling';

function choiceFromAddress(): { unit: string; language: Language } {
  const query = new URLSearchParams(location.search);
  const given = query.get('lang') ?? localStorage.getItem('language') ?? navigator.language.slice(0, 2);
  const language: Language = given === 'en' || given === 'vi' ? given : 'zh';
  return { unit: query.get('unit') ?? localStorage.getItem('unit') ?? '', language };
}

type Levels = { id: string; name: Record<string, string> }[];

function UnitChooser(props: { units: Unit[]; levels: Levels; unit: string; language: Language; label: string; choose: (id: string) => void }) {
  const inside = props.units.filter((unit) => !unit.outside);
  return (
    <label class="choice">
      <span>{props.label}</span>
      <select id="unit" value={props.unit} onChange={(event) => props.choose(event.currentTarget.value)}>
        {props.levels.map((level) => {
          const units = inside.filter((unit) => unit.level === level.id);
          if (units.length === 0) return null;
          return (
            <optgroup key={level.id} label={nameIn(level.name, props.language, level.id)}>
              {units.map((unit) => (
                <option key={unit.id} value={unit.id}>{nameIn(unit.name, props.language, unit.id)}</option>
              ))}
            </optgroup>
          );
        })}
      </select>
    </label>
  );
}

// The meeting whose cascade is shown: the newest notice's that has one.
function meetingOf(notices: Notice[]): string {
  return notices.find((notice) => notice.meeting)?.meeting ?? '';
}

export function App() {
  const [choice, setChoice] = useState(choiceFromAddress);
  const status = usePolling('status', (signal) => api.status(signal), 2);
  const units = usePolling('units', () => api.units(), 60);
  const all = units.data?.units ?? [];
  const unit = all.some((each) => each.id === choice.unit) ? choice.unit : all.find((each) => !each.outside)?.id ?? '';
  const notices = usePolling(`notices/${unit}`, (signal) => (unit ? api.notices(unit, signal) : Promise.resolve({ notices: [] })), 2);
  const filtered = usePolling(`filtered/${unit}`, (signal) => (unit ? api.filtered(unit, signal) : Promise.resolve({ filtered: [] })), 10);
  const meeting = meetingOf(notices.data?.notices ?? []);
  const cascade = usePolling(`cascade/${meeting}`, (signal) => (meeting ? api.cascade(meeting, signal) : Promise.resolve({ meetings: [] })), 2);

  useEffect(() => {
    document.documentElement.lang = htmlLanguage[choice.language];
    localStorage.setItem('language', choice.language);
    if (!unit) return;
    localStorage.setItem('unit', unit);
    history.replaceState(null, '', `?unit=${encodeURIComponent(unit)}&lang=${choice.language}`);
  }, [unit, choice.language]);

  const reader: Reader = useMemo(() => {
    const names = new Map(all.map((each) => [each.id, nameIn(each.name, choice.language, each.id)]));
    return {
      language: choice.language, say: sayIn(choice.language), zone: status.data?.zone ?? 'UTC',
      now: new Date(status.data?.now ?? Date.now()),
      unitName: (id) => names.get(id) ?? id,
    };
  }, [choice.language, units.data, status.data]);
  const { say } = reader;
  useEffect(() => {
    document.title = unit ? `${say('title')} · ${reader.unitName(unit)}` : say('title');
  }, [unit, reader]);

  return (
    <ReaderContext.Provider value={reader}>
      <a class="skip" href="#notices">{say('skip')}</a>
      <header>
       <div class="bar">
        <h1>{say('title')} <small>{nameIn(status.data?.name as never, choice.language, '')}</small></h1>
        {status.data && <p class="clock"><span>{day(reader, reader.now)}</span> <strong>{clock(reader, reader.now)}</strong> <span class="zone">{status.data.zone}</span></p>}
        <div class="choices">
          <UnitChooser units={all} levels={units.data?.levels ?? []} unit={unit} language={choice.language} label={say('choose_unit')}
            choose={(id) => setChoice({ ...choice, unit: id })} />
          <label class="choice">
            <span>{say('language')}</span>
            <select id="language" value={choice.language} onChange={(event) => setChoice({ ...choice, language: event.currentTarget.value as Language })}>
              {(Object.keys(languageNames) as Language[]).map((each) => <option key={each} value={each} lang={htmlLanguage[each]}>{languageNames[each]}</option>)}
            </select>
          </label>
        </div>
       </div>
      {status.data?.simulated && <p class="banner">{say('simulated', { speed: status.data.speed ?? 1 })}</p>}
      {status.data?.reload_error && <p class="banner warning" role="alert">{say('reload_error')}</p>}
      {(status.lost || notices.lost) && <p class="banner warning" role="alert">{say('lost')}</p>}
      </header>
      <main>
        <Inbox notices={notices.data?.notices} changed={notices.again} />
        <div class="aside">
          <Cascade meetings={cascade.data?.meetings} />
          <Filtered filtered={filtered.data?.filtered} />
        </div>
      </main>
    </ReaderContext.Provider>
  );
}
