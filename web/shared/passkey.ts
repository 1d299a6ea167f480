import { call, Problem } from './api'

/** Passkeys through the browser: the server's JSON in, the browser's JSON out (Web Authentication 5.1.8 to 5.1.10), by hand, because phones of 2024 have no words for it. */
const bytes = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
const base64url = (data: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(data)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

type Listed = { id: string; type: 'public-key' }
const listed = (all: Listed[] = []) => all.map((each) => ({ ...each, id: bytes(each.id) }))

/** What the server asks of a passkey that exists, and of a new one; members that need no conversion go through as they are. */
type Asked = { challenge: string; rpId?: string; allowCredentials?: Listed[] }
type AskedNew = Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> & {
  challenge: string
  user: { id: string; name: string; displayName: string }
  excludeCredentials?: Listed[]
}

/** An address of digits, or IPv6 in brackets: no browser gives it a passkey. */
export const bareAddress = (host = location.hostname) => /^[\d.]+$/.test(host) || host.includes(':')

export const passkeysWork = () => typeof PublicKeyCredential !== 'undefined' && window.isSecureContext && !bareAddress()

/** The browser or the person ended it: browsers do not say which, nor why. */
const given = (credential: Credential | null) => {
  if (!credential) throw new Problem(0, { type: '/api/problems/passkey-cancelled', detail: '' })
  return credential as PublicKeyCredential
}

const written = (credential: PublicKeyCredential, response: Record<string, unknown>) => ({
  id: credential.id,
  rawId: credential.id,
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: base64url(credential.response.clientDataJSON), ...response },
})

export async function answer(asked: Asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: listed(asked.allowCredentials) }
  const credential = given(await navigator.credentials.get({ publicKey }).catch(() => null))
  const response = credential.response as AuthenticatorAssertionResponse
  return written(credential, {
    authenticatorData: base64url(response.authenticatorData),
    signature: base64url(response.signature),
    ...(response.userHandle ? { userHandle: base64url(response.userHandle) } : {}),
  })
}

export async function create(asked: AskedNew) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: listed(asked.excludeCredentials) }
  const credential = given(await navigator.credentials.create({ publicKey }).catch(() => null))
  const response = credential.response as AuthenticatorAttestationResponse
  return written(credential, { attestationObject: base64url(response.attestationObject), transports: response.getTransports?.() ?? [] })
}

/** Answers what `optionsPath` asks and hands it to `path`: signing in, or proving again who one is. */
export async function usePasskey<T>(optionsPath: string, path: string): Promise<T> {
  const { options } = await call<{ options: string }>('POST', optionsPath, {})
  return call<T>('POST', path, { answer: JSON.stringify(await answer(JSON.parse(options))) })
}

export async function addPasskey(label: string): Promise<void> {
  const { options } = await call<{ options: string }>('POST', '/me/passkeys/options', {})
  await call('POST', '/me/passkeys', { answer: JSON.stringify(await create(JSON.parse(options))), label })
}

/** Signs exactly `statement`: what is shown is what is hashed. */
export async function signStatement(statement: string, passkeys: string[]): Promise<string> {
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(statement)))
  const asked = { challenge, rpId: location.hostname, allowCredentials: passkeys.map((id) => ({ id, type: 'public-key' as const })), userVerification: 'required' as const, timeout: 300_000 }
  return JSON.stringify(await answer(asked))
}
