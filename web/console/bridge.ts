/** The recorder's socket, as the console's program hands it to this page: one question, one answer, in order. */
export type Recovery = { requestCode: string; link: string; dateShown: string; started: string; triesLeft: number; redeemed: boolean }
export type Info = {
  model: string; deviceId: string; serial: string; time: string; software: string; cameras: number; recording: number; portal: string; recovery: Recovery | null
}
/** What a code will erase. */
export type Loss = { cameras: number; days: number }
export type Answer = { is: string; number: number; text: string; list: string[]; session: string; info: Info | null; loss?: Loss | null }
type Ask = { ask: string; text?: string; name?: string; session?: string }

declare global {
  interface Window {
    nightjarAsk?: (message: string) => void
    nightjarConsole?: { answer(id: number, text: string): void; info(): void }
  }
}

const PATIENCE = 30_000
/** Erasing a full disk takes its time. */
const LONG_PATIENCE = 3_600_000
const waiting = new Map<number, (answer: Answer | undefined) => void>()
let last = 0

/** Nothing when no recorder answers. */
export function ask(request: Ask): Promise<Answer | undefined> {
  return new Promise((done) => {
    const id = ++last
    const end = (answer: Answer | undefined) => waiting.delete(id) && done(answer)
    waiting.set(id, end)
    setTimeout(end, request.ask === 'COMMIT' ? LONG_PATIENCE : PATIENCE, undefined)
    window.nightjarAsk?.(JSON.stringify({ id, ask: { v: 1, ...request } }))
  })
}

/** `info` is the front button. */
export function listen(info: () => void) {
  window.nightjarConsole = { answer: (id, text) => waiting.get(id)?.(text ? (JSON.parse(text) as Answer) : undefined), info }
}
