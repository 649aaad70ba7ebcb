// "Why me?": for each reason in plain words, the sentence with the words marked, and the rule with file and line.
import type { Evidence, Notice, Reason } from '../api';
import { useReader } from '../context';
import type { Reader } from '../context';
import { isKey } from '../i18n';
import { MarkedSentence } from '../inbox/marked-text';

// Parts that nobody routed in time, or that a person routed, carry a rule of this form.
const byHand = 'triage:';

function sentenceOf({ say, topicName }: Reader, reason: Reason): string {
  const role = say(`role_${reason.role}`);
  if (reason.rule === `${byHand}unsorted`) return say('why_unsorted');
  if (reason.rule?.startsWith(byHand)) return say('why_by_hand', { who: reason.rule.slice(byHand.length), role });
  // Whoever is listed is named as if by a clause; a list is another thing to point at.
  const listed = reason.evidence.length > 0 && reason.evidence.every((each) => each.field === 'addressees');
  const sentence = say(`why_${listed ? 'addressee' : reason.via}`, { role, topic: topicName(reason.topic ?? '') });
  return reason.likely ? `${sentence} ${say('why_likely')}` : sentence;
}

// What stands in a field of the head (addressees, number …) is named with the field; what stands in the part is quoted.
function Quote({ notice, reason }: { notice: Notice; reason: Reason }) {
  const { say, contentLanguage } = useReader();
  const part = (notice.parts ?? []).find((each) => each.part_id === reason.part);
  const texts: { field: string; text: string | undefined }[] = [
    { field: 'title', text: part?.title || (reason.part === '0' ? notice.title : undefined) }, { field: 'text', text: part?.text },
  ];
  const quoted = texts.map(({ field, text }) => ({
    text: text ?? '', ranges: reason.evidence.filter((each) => (each.field ?? 'text') === field && each.end > each.start),
  })).filter(({ text, ranges }) => text !== '' && ranges.length > 0);
  const named = (each: Evidence) => {
    const key = `field_${each.field}`;
    return isKey(key) ? say('named_in', { field: say(key), term: each.term }) : each.term;
  };
  const others = reason.evidence.filter((each) => !quoted.some(({ ranges }) => ranges.includes(each)));
  return (
    <>
      {quoted.map(({ text, ranges }, index) => (
        <blockquote key={index} lang={contentLanguage}><MarkedSentence text={text} ranges={ranges} /></blockquote>
      ))}
      {others.length > 0 && <blockquote lang={contentLanguage}>{others.map((each) => <mark key={named(each)}>{named(each)}</mark>)}</blockquote>}
    </>
  );
}

function ReasonLine({ notice, reason }: { notice: Notice; reason: Reason }) {
  const reader = useReader();
  const { say } = reader;
  const partName = reason.part === '0' ? say('part_0') : say('part', { n: reason.part });
  return (
    <li>
      <p><strong>{partName}</strong> {sentenceOf(reader, reason)}</p>
      <Quote notice={notice} reason={reason} />
      {reason.file && <p class="quiet">{say('rule')} <code>{reason.rule}</code> · <code>{reason.file}:{reason.line}</code></p>}
    </li>
  );
}

export function WhyMe({ notice }: { notice: Notice }) {
  const { say } = useReader();
  const reasons = notice.reasons ?? [];
  if (reasons.length === 0) return null;
  return (
    <details class="why-me">
      <summary>{say('why_me')}</summary>
      <ul class="why">{reasons.map((reason, index) => <ReasonLine key={index} notice={notice} reason={reason} />)}</ul>
    </details>
  );
}
