// Asks again every few seconds while the page is looked at, and says when the server does not answer or refuses. A change
// of `key` drops what was known; an empty key asks nothing.
import { useEffect, useState } from 'preact/hooks';
import { Problem } from './api';

export interface Polled<T> {
  data: T | undefined;
  lost: boolean;       // no answer, or an error of the server
  refused: number;     // status of a refusal (400–499), else 0
  again: () => void;
}

interface State<T> { key: string; data?: T; lost: boolean; refused: number }

// Resolves when the page is in view, at once if it is.
function inView(signal: AbortSignal): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener('visibilitychange', () => resolve(), { once: true, signal }));
}

export function usePolling<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, seconds: number): Polled<T> {
  const [state, setState] = useState<State<T>>({ key, lost: false, refused: 0 });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!key) return undefined;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = async () => {
      await inView(abort.signal);
      try {
        const data = await ask(abort.signal);
        setState({ key, data, lost: false, refused: 0 });
      } catch (error) {
        if (abort.signal.aborted) return;
        const refused = error instanceof Problem && error.status < 500 ? error.status : 0;
        const failed = { lost: refused === 0, refused };
        setState((before) => (before.key === key ? { ...before, ...failed } : { key, ...failed }));
      }
      timer = setTimeout(next, seconds * 1000);
    };
    void next();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, round]);
  const current = key !== '' && state.key === key;
  return {
    data: current ? state.data : undefined, lost: current && state.lost, refused: current ? state.refused : 0,
    again: () => setRound((n) => n + 1),
  };
}
