// One item as one unit sees it: what to do, its part of the text, why, and one button.
import { useState } from 'preact/hooks';
import { api } from '../api';
import type { Notice, Part, Reason } from '../api';
import { useReader } from '../context';
import { when } from '../format';
import { isKey } from '../i18n';
import { MarkedText } from './marked-text';
import { Schedule } from './schedule';

function rangesFor(reasons: Reason[], part: string, field: 'title' | undefined) {
  return reasons.filter((reason) => reason.part === part)
    .flatMap((reason) => reason.evidence.filter((each) => each.field === field && each.end > each.start));
}

function PartText({ part, reasons }: { part: Part; reasons: Reason[] }) {
  const { say } = useReader();
  const id = part.part_id ?? '0';
  if (!part.title && !part.text) return null;
  return (
    <li data-part={id}>
      {part.title && (
        <p class="part-title">
          {id !== '0' && <span class="number">{id}</span>}
          <span data-field="title"><MarkedText text={part.title} ranges={rangesFor(reasons, id, 'title')} /></span>
          {part.minutes && <span class="quiet"> · {say('minutes', { n: part.minutes })}</span>}
        </p>
      )}
      {part.text && (
        <p class="part-text">
          {!part.title && id !== '0' && <span class="number">{id}</span>}
          <span data-field="text"><MarkedText text={part.text} ranges={rangesFor(reasons, id, undefined)} /></span>
        </p>
      )}
    </li>
  );
}

function Why({ reasons }: { reasons: Reason[] }) {
  const { say } = useReader();
  if (reasons.length === 0) return null;
  return (
    <details>
      <summary>{say('why')}</summary>
      <ul class="why">
        {reasons.map((reason, index) => {
          const key = `by_${reason.via}`;
          return (
            <li key={index}>
              {isKey(key) ? say(key) : reason.via}
              {reason.rule && <> <code>{reason.rule}</code></>}
              {reason.file && <span class="quiet"> {reason.file}:{reason.line}</span>}
              {reason.evidence.length > 0 && <>: {reason.evidence.map((each) => each.term).join('、')}</>}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function Acknowledge({ notice, changed }: { notice: Notice; changed: () => void }) {
  const reader = useReader();
  const [failed, setFailed] = useState('');
  if (notice.acknowledged_at) {
    return <p class="quiet">✓ {reader.say('acknowledged')} {when(reader, notice.acknowledged_at)} · {notice.acknowledged_by}</p>;
  }
  if (notice.role === 'inform') return null;
  const acknowledge = async () => {
    try {
      await api.acknowledge(notice.id);
      setFailed('');
      changed();
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <p>
      <button type="button" onClick={acknowledge}>{reader.say('acknowledge')}</button>
      {failed && <span class="failed" role="alert"> {failed}</span>}
    </p>
  );
}

export function NoticeCard({ notice, earlier, changed }: { notice: Notice; earlier: Notice[]; changed: () => void }) {
  const reader = useReader();
  const { say } = reader;
  const stage = `stage_${notice.stage}`;
  const reasons = notice.reasons ?? [];
  const parts = notice.parts ?? [];
  const over = notice.stage === 'cancelled' || notice.stage === 'released';
  return (
    <article class={`notice ${notice.role} ${over ? 'over' : ''}`} data-item={notice.item}>
      <p class="labels">
        <span class={`chip stage ${notice.stage}`}>{isKey(stage) ? say(stage) : notice.stage}</span>
        {isKey(notice.role) && <span class="chip role">{say(notice.role)}</span>}
        {notice.origin === 'oral' && <span class="chip">{say('telephoned')}</span>}
        {notice.origin === 'outside' && <span class="chip">{say('outside')}</span>}
        {notice.attendance === 'everyone' && <span class="chip">{say('attendance_everyone')}</span>}
        {reasons.some((reason) => reason.rule === 'triage:unsorted') && <span class="chip flag">{say('unsorted')}</span>}
        <span class="quiet">{when(reader, notice.at)}</span>
      </p>
      <h3>{notice.title || parts[0]?.text?.slice(0, 40) || notice.item}</h3>
      <p class="quiet">
        {notice.issuer && reader.unitName(notice.issuer)}
        {notice.number && ` · ${notice.number}`}
        {notice.ordered_by && ` · ${say('ordered_by', { who: notice.ordered_by })}`}
        {notice.poster && notice.poster !== reader.unitName(notice.issuer ?? '') && ` · ${notice.poster}`}
      </p>
      <Schedule notice={notice} />
      {notice.role !== 'inform' || parts.length > 0 ? (
        <ul class="parts" aria-label={say('parts')}>
          {parts.filter((part) => part.part_id !== '0' || (part.text ?? '') !== '' || parts.length === 1)
            .map((part) => <PartText key={part.part_id} part={part} reasons={reasons} />)}
        </ul>
      ) : null}
      <Why reasons={reasons} />
      {earlier.length > 0 && (
        <details>
          <summary>{say('earlier')} ({earlier.length})</summary>
          <ul class="why">
            {earlier.map((each) => {
              const key = `stage_${each.stage}`;
              const window = each.windows?.[0];
              return (
                <li key={each.id}>
                  {when(reader, each.at)} {isKey(key) ? say(key) : each.stage}
                  {window && <span class="quiet"> {say('from_to', { from: when(reader, window.from), to: window.to ? when(reader, window.to) : say('open_end') })}</span>}
                </li>
              );
            })}
          </ul>
        </details>
      )}
      <Acknowledge notice={notice} changed={changed} />
    </article>
  );
}
