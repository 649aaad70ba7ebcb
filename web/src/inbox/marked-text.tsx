// A text with the words that matched marked. Ranges count code points, so the text is split by code points.
export function MarkedText({ text, ranges }: { text: string; ranges: { start: number; end: number }[] }) {
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
