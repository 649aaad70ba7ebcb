// Who looks, at what time: the office's name and clock, the choice of unit and language, and what everybody must know.
import type { Named, Status, Unit } from '../api';
import { useReader } from '../context';
import { clock, day } from '../format';
import { htmlLanguage, languageNames, nameIn } from '../i18n';
import type { Language } from '../i18n';

interface Choices {
  units: Unit[];
  levels: Named[];
  unit: string;
  chooseUnit: (id: string) => void;
  chooseLanguage: (language: Language) => void;
}

function UnitChooser({ units, levels, unit, chooseUnit }: Choices) {
  const { say, language } = useReader();
  return (
    <label class="choice">
      <span class="name">{say('choose_unit')}</span>
      <select id="unit" value={unit} onChange={(event) => chooseUnit(event.currentTarget.value)}>
        {levels.map((level) => {
          const here = units.filter((each) => each.level === level.id);
          if (here.length === 0) return null;
          return (
            <optgroup key={level.id} label={nameIn(level.name, language, level.id)}>
              {here.map((each) => <option key={each.id} value={each.id}>{nameIn(each.name, language, each.id)}</option>)}
            </optgroup>
          );
        })}
      </select>
    </label>
  );
}

function LanguageChooser({ chooseLanguage }: Choices) {
  const { say, language } = useReader();
  return (
    <label class="choice">
      <span class="name">{say('language')}</span>
      <select id="language" value={language} onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}>
        {(Object.keys(languageNames) as Language[]).map((each) => (
          <option key={each} value={each} lang={htmlLanguage[each]}>{languageNames[each]}</option>
        ))}
      </select>
    </label>
  );
}

// The zone only where it is not the reader's own.
function Clock({ status }: { status: Status }) {
  const reader = useReader();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <p class="clock">
      <span>{day(reader, reader.now)}</span> <strong>{clock(reader, reader.now)}</strong>
      {status.zone !== own && <span class="zone"> {status.zone}</span>}
    </p>
  );
}

function Banners({ status, lost }: { status: Status | undefined; lost: boolean }) {
  const { say } = useReader();
  const speed = Math.round(status?.speed ?? 1);
  return (
    <>
      {status?.simulated && <p class="banner">{speed > 1 ? say('simulated_fast', { speed }) : say('simulated')}</p>}
      {status?.reload_error && <p class="banner warning" role="alert">{say('reload_error')}</p>}
      {lost && <p class="banner warning" role="alert">{say('lost')}</p>}
    </>
  );
}

export function Header({ status, lost, ...choices }: Choices & { status: Status | undefined; lost: boolean }) {
  const { say, language } = useReader();
  return (
    <header>
      <div class="bar">
        <h1>{say('title')} <small>{nameIn(status?.name, language, '')}</small></h1>
        {status && <Clock status={status} />}
        <div class="choices">
          {choices.units.length > 0 && <UnitChooser {...choices} />}
          <LanguageChooser {...choices} />
        </div>
      </div>
      <Banners status={status} lost={lost} />
    </header>
  );
}
