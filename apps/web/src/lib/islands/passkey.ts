// Brings the passkey buttons to life (security/PasskeyButton.svelte): the browser's own dialogue needs a script.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/browser';

/** What the endpoint answers: first what the device is asked, then where to go or what is wrong. */
interface Reply {
  options?: string;
  to?: string;
  problem?: string;
}

for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
  const { endpoint = '', act = '', returnTo = '', failed = '', waiting = '' } = place.dataset;
  const status = place.querySelector('[role=status]');
  const button = place.querySelector('button');
  if (!button || !status) continue;
  place.hidden = false;
  if (!browserSupportsWebAuthn()) {
    button.disabled = true;
    status.textContent = place.dataset.unsupported ?? '';
    continue;
  }
  const ask = async (body: Record<string, string>): Promise<Reply> => {
    const reply = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await reply.json()) as Reply;
  };
  const go = async (): Promise<string | undefined> => {
    const { options, problem } = await ask({});
    if (!options) return problem ?? failed;
    const answer = await onDevice(act, options);
    const name = place.querySelector('input')?.value ?? '';
    const end = await ask({ answer: JSON.stringify(answer), returnTo, name });
    if (!end.to) return end.problem ?? failed;
    location.assign(end.to);
    return undefined;
  };
  button.addEventListener('click', () => {
    button.disabled = true;
    status.textContent = waiting;
    go()
      .catch(() => failed)
      .then((problem) => {
        if (problem === undefined) return;
        status.textContent = problem;
        button.disabled = false;
      });
  });
}

function onDevice(
  act: string,
  options: string,
): Promise<RegistrationResponseJSON | AuthenticationResponseJSON> {
  const optionsJSON: unknown = JSON.parse(options);
  return act === 'create'
    ? startRegistration({ optionsJSON: optionsJSON as PublicKeyCredentialCreationOptionsJSON })
    : startAuthentication({ optionsJSON: optionsJSON as PublicKeyCredentialRequestOptionsJSON });
}
