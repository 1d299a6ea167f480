import { call } from './api'

/** Passkeys through the browser: the server's JSON in, the browser's JSON out (Web Authentication 5.1.8 to 5.1.10). */
const bytes = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
export const base64url = (data: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(data)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

type Listed = { id: string; type: 'public-key' }
const listed = (all: Listed[] = []) => all.map((each) => ({ ...each, id: bytes(each.id) }))

export const passkeysWork = () => typeof PublicKeyCredential !== 'undefined' && window.isSecureContext

async function get(options: { challenge: Uint8Array<ArrayBuffer>; rpId: string; allowCredentials: { id: Uint8Array<ArrayBuffer>; type: 'public-key' }[] }): Promise<string> {
  const answer = (await navigator.credentials.get({ publicKey: { ...options, userVerification: 'required', timeout: 300_000 } })) as PublicKeyCredential
  const response = answer.response as AuthenticatorAssertionResponse
  return JSON.stringify({
    id: answer.id,
    rawId: answer.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON: base64url(response.clientDataJSON),
      authenticatorData: base64url(response.authenticatorData),
      signature: base64url(response.signature),
      ...(response.userHandle ? { userHandle: base64url(response.userHandle) } : {}),
    },
  })
}

/** Answers what `optionsPath` asks and hands it to `path`: signing in, or proving again who one is. */
export async function usePasskey<T>(optionsPath: string, path: string): Promise<T> {
  const { options } = await call<{ options: string }>('POST', optionsPath, {})
  const asked = JSON.parse(options) as { challenge: string; rpId: string; allowCredentials?: Listed[] }
  return call<T>('POST', path, { answer: await get({ challenge: bytes(asked.challenge), rpId: asked.rpId, allowCredentials: listed(asked.allowCredentials) }) })
}

export async function addPasskey(label: string): Promise<void> {
  const { options } = await call<{ options: string }>('POST', '/me/passkeys/options', {})
  const asked = JSON.parse(options)
  const made = (await navigator.credentials.create({
    publicKey: { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: listed(asked.excludeCredentials) },
  })) as PublicKeyCredential
  const response = made.response as AuthenticatorAttestationResponse
  const answer = JSON.stringify({
    id: made.id,
    rawId: made.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: base64url(response.clientDataJSON), attestationObject: base64url(response.attestationObject), transports: response.getTransports?.() ?? [] },
  })
  await call('POST', '/me/passkeys', { answer, label })
}

/** Signs exactly `statement`: what is shown is what is hashed. */
export async function signStatement(statement: string, passkeys: string[]): Promise<string> {
  const challenge = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(statement)))
  return get({ challenge, rpId: location.hostname, allowCredentials: passkeys.map((id) => ({ id: bytes(id), type: 'public-key' as const })) })
}
