// A text with the words that matched marked. Ranges count code points, so the text is split by code points.
export interface Range { start: number; end: number }

export function MarkedText({ text, ranges }: { text: string; ranges: Range[] }) {
  const letters = Array.from(text);
  const marked = new Array<boolean>(letters.length).fill(false);
  for (const range of ranges) marked.fill(true, range.start, Math.min(range.end, letters.length));
  const pieces: { text: string; mark: boolean }[] = [];
  letters.forEach((letter, index) => {
    const last = pieces[pieces.length - 1];
    if (last && last.mark === marked[index]) last.text += letter;
    else pieces.push({ text: letter, mark: marked[index]! });
  });
  return <>{pieces.map((piece, index) => (piece.mark ? <mark key={index}>{piece.text}</mark> : piece.text))}</>;
}

const sentenceEnds = /[。！？；!?;\n]/u;

// The sentence that holds the first range, with every range in it marked.
export function MarkedSentence({ text, ranges }: { text: string; ranges: Range[] }) {
  const letters = Array.from(text);
  const first = Math.min(...ranges.map((range) => range.start));
  const last = Math.max(...ranges.filter((range) => range.start === first).map((range) => range.end));
  let start = Math.min(first, letters.length), end = Math.min(last, letters.length);
  while (start > 0 && !sentenceEnds.test(letters[start - 1]!)) --start;
  while (end < letters.length && !sentenceEnds.test(letters[end]!)) ++end;
  while (start < end && /\s/u.test(letters[start]!)) ++start;
  const inside = ranges.filter((range) => range.start >= start && range.end <= end)
    .map((range) => ({ start: range.start - start, end: range.end - start }));
  return <MarkedText text={letters.slice(start, end).join('')} ranges={inside} />;
}
