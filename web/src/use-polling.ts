// Asks again every few seconds, and says when the server does not answer. A change of `key` drops what was known.
import { useEffect, useState } from 'preact/hooks';

export interface Polled<T> {
  data: T | undefined;
  lost: boolean;
  again: () => void;
}

export function usePolling<T>(key: string, ask: (signal: AbortSignal) => Promise<T>, seconds: number): Polled<T> {
  const [state, setState] = useState<{ key: string; data?: T; lost: boolean }>({ key, lost: false });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = async () => {
      try {
        const data = await ask(abort.signal);
        setState({ key, data, lost: false });
      } catch {
        if (abort.signal.aborted) return;
        setState((before) => (before.key === key ? { ...before, lost: true } : { key, lost: true }));
      }
      timer = setTimeout(next, seconds * 1000);
    };
    void next();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, round]);
  const current = state.key === key;
  return { data: current ? state.data : undefined, lost: current && state.lost, again: () => setRound((n) => n + 1) };
}
