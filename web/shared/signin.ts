import { call, type SignedIn } from './api'
import { answer, create } from './passkey'

type Options<T> = { options: T }

async function ask(path: string) {
  const { options } = await call<Options<Parameters<typeof answer>[0]>>('POST', path, {})
  return answer(options)
}

export const signInByPasskey = async () => call<SignedIn>('POST', '/session/passkey', { response: await ask('/session/passkey/options') })

export const againByPasskey = async () => call<SignedIn>('POST', '/session/again/passkey', { response: await ask('/session/again/passkey/options') })

export async function addPasskey(name: string): Promise<void> {
  const { options } = await call<Options<Parameters<typeof create>[0]>>('POST', '/me/passkeys/options', {})
  await call('POST', '/me/passkeys', { name, response: await create(options) })
}
