// Without a session the daemon answers 401: a token, as `fenliu token create` prints it, is asked for.
import { useState } from 'preact/hooks';
import { useReader } from '../context';

export function SignIn({ refused, enter }: { refused: boolean; enter: (token: string) => void }) {
  const { say } = useReader();
  const [typed, setTyped] = useState('');
  return (
    <form class="sign-in" onSubmit={(event) => { event.preventDefault(); enter(typed.trim()); }}>
      <h2>{say('sign_in')}</h2>
      <p>{say('sign_in_how')}</p>
      <label for="token">{say('token')}</label>
      <input id="token" type="password" autocomplete="current-password" required value={typed}
        aria-describedby={refused ? 'token-refused' : undefined} onInput={(event) => setTyped(event.currentTarget.value)} />
      {refused && <p id="token-refused" class="failed" role="alert">{say('token_refused')}</p>}
      <button type="submit">{say('sign_in')}</button>
    </form>
  );
}
