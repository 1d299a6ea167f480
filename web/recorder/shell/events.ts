import { useEffect, useState } from 'react'
import { BASE, get, Problem, type Bookmark, type Camera, type Export, type Layout, type LogLine } from '../../shared/api'
import { now } from '../../shared/clock'
import { queries } from '../../shared/queries'

const put = <T extends { id: string }>(key: string, item: T) =>
  queries.setQueryData<T[]>([key], (old) => (old?.some((o) => o.id === item.id) ? old.map((o) => (o.id === item.id ? item : o)) : old ? [...old, item] : old))

/** Follows the recorder's events and keeps the lists true; since when there is no connection, if there is none. */
export function useEvents(): number | undefined {
  const [lostAt, setLostAt] = useState<number>()
  useEffect(() => {
    let source: EventSource
    let again: ReturnType<typeof setTimeout> | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const heard = () => {
      clearTimeout(timer)
      timer = undefined
      setLostAt(undefined)
    }
    const follow = () => {
      source = new EventSource(`${BASE}/events`)
      source.onopen = heard
      source.onerror = () => {
        // An answer that is no stream (too many of them, or signed out) ends it: asked again in ten seconds. A broken connection the
        // browser makes again by itself; five seconds without one deserve words.
        const at = now()
        if (source.readyState === EventSource.CLOSED) {
          clearTimeout(timer)
          timer = undefined
          get('/setup').catch((e: unknown) => e instanceof Problem && e.status === 0 && setLostAt((old) => old ?? at))
          again = setTimeout(follow, 10_000)
          return
        }
        timer ??= setTimeout(() => setLostAt(at), 5000)
      }
      const on = (name: string, act: (data: never) => void) =>
        source.addEventListener(name, (e) => {
          heard()
          try {
            act(JSON.parse((e as MessageEvent<string>).data) as never)
          } catch {
            // An event we cannot read changes nothing: the lists are asked for again in time.
          }
        })
      on('camera', (c: Camera) => put('cameras', c))
      on('camera-removed', ({ id }: { id: string }) => queries.setQueryData<Camera[]>(['cameras'], (old) => old?.filter((c) => c.id !== id)))
      on('layouts', (all: Layout[]) => queries.setQueryData<Layout[]>(['layouts'], all))
      on('export', (e: Export) => put('exports', e))
      on('log', (l: LogLine) => queries.setQueryData<LogLine[]>(['log-new'], (old) => [l, ...(old ?? [])].slice(0, 500)))
      on('bookmark', (_: Bookmark) => void queries.invalidateQueries({ queryKey: ['bookmarks'] }))
      on('storage', () => void queries.invalidateQueries({ queryKey: ['storage'] }))
      on('settings', () => void queries.invalidateQueries({ queryKey: ['settings'] }).then(() => queries.invalidateQueries({ queryKey: ['system'] })))
      on('reset', () => void queries.invalidateQueries())
      on('beat', () => {})
    }
    follow()
    return () => {
      clearTimeout(timer)
      clearTimeout(again)
      source.close()
    }
  }, [])
  return lostAt
}
