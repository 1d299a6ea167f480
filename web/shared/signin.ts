import { call, Problem, type SignedIn } from './api'

type Options = { options: Record<string, unknown> }

/** The forms of WebAuthn level 3 that turn JSON into what the browser takes; browsers have them since 2024. */
type Forms = {
  parseCreationOptionsFromJSON?: (options: unknown) => PublicKeyCredentialCreationOptions
  parseRequestOptionsFromJSON?: (options: unknown) => PublicKeyCredentialRequestOptions
}
const forms = (): Forms | undefined => (typeof PublicKeyCredential === 'undefined' ? undefined : (PublicKeyCredential as unknown as Forms))

/** An address of digits, or IPv6 in brackets: no browser gives it a passkey. */
export const bareAddress = (host = location.hostname) => /^[\d.]+$/.test(host) || host.includes(':')

export const passkeysPossible = () => !!forms()?.parseRequestOptionsFromJSON && !bareAddress()

/** Said when the browser or the person ended the ceremony. */
const cancelled = () => new Problem(0, { type: '/api/problems/passkey-cancelled' })

async function ask(path: string): Promise<unknown> {
  const { options } = await call<Options>('POST', path, {})
  const publicKey = forms()!.parseRequestOptionsFromJSON!(options)
  const got = (await navigator.credentials.get({ publicKey }).catch(() => null)) as PublicKeyCredential | null
  if (!got) throw cancelled()
  return got.toJSON()
}

export const signInByPasskey = async () => call<SignedIn>('POST', '/session/passkey', { response: await ask('/session/passkey/options') })

export const againByPasskey = async () => call<SignedIn>('POST', '/session/again/passkey', { response: await ask('/session/again/passkey/options') })

export async function addPasskey(name: string): Promise<void> {
  const { options } = await call<Options>('POST', '/me/passkeys/options', {})
  const publicKey = forms()!.parseCreationOptionsFromJSON!(options)
  const made = (await navigator.credentials.create({ publicKey }).catch(() => null)) as PublicKeyCredential | null
  if (!made) throw cancelled()
  await call('POST', '/me/passkeys', { name, response: made.toJSON() })
}
