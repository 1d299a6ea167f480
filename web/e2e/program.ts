import { spawn, type ChildProcess } from 'node:child_process'
import { NIGHTJAR } from './site'

/** Programs that a benchmark runs, until it ends them all. Owned by one benchmark. */
const running: ChildProcess[] = []

/** Starts `nightjar` and waits until it has said `ready`. */
export function start(args: string[], ready: RegExp): Promise<{ child: ChildProcess; found: RegExpExecArray; millis: number; status: () => string }> {
  const from = performance.now()
  const child = spawn(NIGHTJAR, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8' } })
  running.push(child)
  let text = ''
  return new Promise((done, fail) => {
    const hear = (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-100_000)
      const found = ready.exec(text)
      if (found) done({ child, found, millis: performance.now() - from, status: () => text })
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.on('exit', (code) => fail(new Error(`${args[0]} ended with ${code}:\n${text}`)))
  })
}

export function endAll() {
  running.forEach((each) => each.kill('SIGKILL'))
}

/** The value below which `share` of the sorted ones lie. */
export const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
