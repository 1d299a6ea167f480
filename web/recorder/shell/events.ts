import { useEffect, useState } from 'react'
import { BASE, type Bookmark, type Camera, type Export } from '../../shared/api'
import { now } from '../../shared/clock'
import { queries } from '../../shared/queries'

const put = <T extends { id: string }>(key: string, item: T) =>
  queries.setQueryData<T[]>([key], (old) => (old?.some((o) => o.id === item.id) ? old.map((o) => (o.id === item.id ? item : o)) : old ? [...old, item] : old))

/** Follows the recorder's events and keeps the lists true; since when there is no connection, if there is none. */
export function useEvents(): number | undefined {
  const [lostAt, setLostAt] = useState<number>()
  useEffect(() => {
    const source = new EventSource(`${BASE}/events`)
    let timer: ReturnType<typeof setTimeout> | undefined
    const heard = () => {
      clearTimeout(timer)
      timer = undefined
      setLostAt(undefined)
    }
    source.onopen = heard
    source.onerror = () => {
      // A short break heals by itself; five seconds of it deserve words.
      const at = now()
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
    on('export', (e: Export) => put('exports', e))
    on('bookmark', (_: Bookmark) => void queries.invalidateQueries({ queryKey: ['bookmarks'] }))
    on('storage', () => void queries.invalidateQueries({ queryKey: ['storage'] }))
    on('settings', () => void queries.invalidateQueries({ queryKey: ['settings'] }).then(() => queries.invalidateQueries({ queryKey: ['system'] })))
    on('reset', () => void queries.invalidateQueries())
    on('beat', () => {})
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [])
  return lostAt
}
