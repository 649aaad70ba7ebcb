// One item as one unit sees it: what to do and when, its part of the text, one button, why, and what was said before.
import { useState } from 'preact/hooks';
import { api } from '../api';
import type { Filtered, Notice, Part, Reason } from '../api';
import { useReader } from '../context';
import { when, whenAfter } from '../format';
import { isKey } from '../i18n';
import { WhyMe } from '../why/why-me';
import { WhyNot } from '../why/why-not';
import { MarkedText } from './marked-text';
import { Schedule } from './schedule';

function Labels({ notice }: { notice: Notice }) {
  const reader = useReader();
  const { say } = reader;
  const stage = `stage_${notice.stage}`;
  const unsorted = (notice.reasons ?? []).some((reason) => reason.rule === 'triage:unsorted');
  return (
    <p class="labels">
      <span class={`chip stage ${notice.stage}`}>{isKey(stage) ? say(stage) : notice.stage}</span>
      {isKey(notice.role) && <span class="chip role">{say(notice.role)}</span>}
      {notice.urgency === 'critical' && <span class="chip flag">{say('critical')}</span>}
      {notice.urgency === 'urgent' && <span class="chip flag">{say('urgent')}</span>}
      {notice.origin === 'oral' && <span class="chip">{say('telephoned')}</span>}
      {notice.origin === 'outside' && <span class="chip">{say('outside')}</span>}
      {notice.attendance === 'everyone' && <span class="chip">{say('attendance_everyone')}</span>}
      {notice.withdrawn && <span class="chip flag">{say('withdrawn')}</span>}
      {notice.reason === 'calendar-changed' && <span class="chip">{say('calendar_changed')}</span>}
      {unsorted && <span class="chip flag">{say('unsorted')}</span>}
      <span class="quiet at">{when(reader, notice.at)}</span>
    </p>
  );
}

// Who issued, ordered and posted it, and how to reach them. Only web addresses become links.
function Source({ notice }: { notice: Notice }) {
  const { say, unitName, isNameOf } = useReader();
  const issuer = notice.issuer ?? '';
  const link = notice.link ?? '';
  const pieces = [
    issuer && unitName(issuer), notice.number, notice.ordered_by && say('ordered_by', { who: notice.ordered_by }),
    notice.poster && !isNameOf(notice.poster, issuer) && say('posted_by', { who: notice.poster }),
    notice.contact && say('contact', { who: notice.contact }),
  ].filter((piece) => piece);
  return (
    <p class="quiet">
      {pieces.join(' · ')}
      {link !== '' && <> · {/^https?:\/\//i.test(link) ? <a href={link} rel="noreferrer">{link}</a> : link}</>}
    </p>
  );
}

function rangesFor(reasons: Reason[], part: string, field: 'title' | undefined) {
  return reasons.filter((reason) => reason.part === part)
    .flatMap((reason) => reason.evidence.filter((each) => each.field === field && each.end > each.start));
}

function PartText({ part, reasons, numbered }: { part: Part; reasons: Reason[]; numbered: boolean }) {
  const { say, contentLanguage } = useReader();
  const id = part.part_id ?? '0';
  const number = numbered && id !== '0' ? <span class="number">{id}</span> : null;
  if (!part.title && !part.text) return null;
  return (
    <li data-part={id} lang={contentLanguage}>
      {part.title && (
        <p class="part-title">
          {number}<span data-field="title"><MarkedText text={part.title} ranges={rangesFor(reasons, id, 'title')} /></span>
          {part.minutes && <span class="quiet"> · {say('minutes', { n: part.minutes })}</span>}
        </p>
      )}
      {part.text && (
        <p class="part-text">
          {!part.title && number}<span data-field="text"><MarkedText text={part.text} ranges={rangesFor(reasons, id, undefined)} /></span>
        </p>
      )}
    </li>
  );
}

// Part 0 is the title, which stands above already, and a preamble: shown when there is one. Who is merely informed
// unfolds the text.
function Parts({ notice }: { notice: Notice }) {
  const { say } = useReader();
  const parts = notice.parts ?? [];
  const shown = parts.filter((part) => part.part_id !== '0' || (part.text ?? '') !== '');
  if (shown.length === 0) return null;
  const count = notice.part_count ?? 0;
  const list = (
    <ul class="parts" aria-label={say('parts')}>
      {shown.map((part) => <PartText key={part.part_id} part={part} reasons={notice.reasons ?? []} numbered={count > 1} />)}
    </ul>
  );
  if (notice.role === 'inform') {
    return (
      <details>
        <summary>{count > 1 ? say('the_text', { n: count }) : say('the_text_one')}</summary>
        {list}
      </details>
    );
  }
  const own = shown.filter((part) => part.part_id !== '0').length;
  return (
    <>
      {count > 1 && <p class="quiet parts-head">{own === count ? say('all_parts', { count }) : say('your_parts', { n: own, count })}</p>}
      {list}
    </>
  );
}

function Earlier({ earlier }: { earlier: Notice[] }) {
  const reader = useReader();
  const { say } = reader;
  if (earlier.length === 0) return null;
  return (
    <details>
      <summary>{say('earlier', { n: earlier.length })}</summary>
      <ol class="earlier">
        {earlier.map((each) => {
          const stage = `stage_${each.stage}`;
          return (
            <li key={each.id}>
              <time dateTime={each.at}>{when(reader, each.at)}</time> {isKey(stage) ? say(stage) : each.stage}
              {(each.windows ?? []).map((window) => (
                <span key={window.from} class="quiet"> {say('from_to', {
                  from: when(reader, window.from), to: window.to ? whenAfter(reader, window.to, new Date(window.from)) : say('open_end'),
                })}</span>
              ))}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

function Acknowledge({ notice, past, changed }: { notice: Notice; past: boolean; changed: () => void }) {
  const reader = useReader();
  const [failed, setFailed] = useState(false);
  if (notice.acknowledged_at) {
    return <p class="quiet done">✓ {reader.say('acknowledged')} {when(reader, notice.acknowledged_at)} · {notice.acknowledged_by}</p>;
  }
  if (past || (notice.role === 'inform' && notice.stage !== 'cancelled')) return null;
  const acknowledge = async () => {
    try {
      await api.acknowledge(notice.id);
      setFailed(false);
      changed();
    } catch {
      setFailed(true);
    }
  };
  return (
    <p class="answer">
      <button type="button" onClick={acknowledge}>{reader.say('acknowledge')}</button>
      {failed && <span class="failed" role="alert"> {reader.say('acknowledge_failed')}</span>}
    </p>
  );
}

interface Card { notice: Notice; earlier: Notice[]; past: boolean; whyNot: Filtered | undefined; changed: () => void }

// `past`: nothing is left to answer; `whyNot`: of an item that merely informs.
export function NoticeCard({ notice, earlier, past, whyNot, changed }: Card) {
  const reader = useReader();
  const over = notice.stage === 'cancelled' || notice.stage === 'released';
  return (
    <article class={`notice ${notice.role} ${over ? 'over' : ''}`} data-item={notice.item}>
      <Labels notice={notice} />
      <h4 lang={reader.contentLanguage}>{notice.title || notice.parts?.[0]?.text?.slice(0, 40) || notice.item}</h4>
      <Source notice={notice} />
      <Schedule notice={notice} />
      <Parts notice={notice} />
      <Acknowledge notice={notice} past={past} changed={changed} />
      <div class="folds">
        <WhyMe notice={notice} />
        {whyNot && <WhyNot item={whyNot} title={reader.say('why_not_more')} />}
        <Earlier earlier={earlier} />
      </div>
    </article>
  );
}
