import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { call } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { IconTrash } from '../../shared/icons'
import { queries, useBookmarks, useCameras, useLocks, useMe } from '../../shared/queries'
import { go } from '../../shared/router'
import { clock, iso, span, stamp } from '../../shared/time/zone'
import { Some } from '../../shared/ui/Some'
import { ProblemNote } from '../../shared/ui/states'
import { TwoStep } from '../../shared/ui/TwoStep'

type Mark = { id: string; camera: string; from: number; to?: number | undefined; text: string; by: string; mayRemove: boolean }

/** What people marked on the timeline, to be found again: moments with a word, and spans that do not expire. */
export function Marks() {
  const me = useMe()
  const bookmarks = useBookmarks()
  const locks = useLocks()
  const admin = me.data?.role === 'administrator'
  return (
    <>
      <List
        title={t('marks.bookmarks')} kind="bookmarks" warning={t('marks.removeBookmark')}
        marks={(bookmarks.data ?? []).map((b) => ({ id: b.id, camera: b.camera, from: b.at, to: b.to, text: b.text, by: b.by, mayRemove: admin || b.by === me.data?.name }))}
      />
      <List
        title={t('marks.locks')} kind="locks" warning={t('marks.removeLock')}
        marks={(locks.data ?? []).map((l) => ({ id: l.id, camera: l.camera, from: l.from, to: l.to, text: l.reason, by: l.by, mayRemove: admin }))}
      />
    </>
  )
}

function List({ title, kind, marks, warning }: { title: string; kind: 'bookmarks' | 'locks'; marks: Mark[]; warning: string }): ReactNode {
  const zone = useZone()
  const lang = currentLang()
  const cameras = useCameras()
  const [error, setError] = useState<unknown>()
  if (!marks.length) return null
  async function remove(id: string) {
    setError(undefined)
    try {
      await call('DELETE', `/${kind}/${encodeURIComponent(id)}`)
    } catch (e) {
      setError(e)
    }
    await queries.invalidateQueries({ queryKey: [kind] })
  }
  return (
    <section className="stack shares">
      <h2>{title}</h2>
      {error !== undefined && <ProblemNote error={error} />}
      <Some of={[...marks].sort((a, b) => b.from - a.from)}>
        {(m) => (
          <li key={m.id} className="card row between">
            <div>
              <strong>{m.text}</strong>
              <div className="num">{cameras.data?.find((c) => c.id === m.camera)?.name ?? m.camera} · {stamp(m.from / 1000, zone, lang)}{m.to !== undefined && ` – ${clock(m.to / 1000, zone)} · ${span((m.to - m.from) / 1000)}`}</div>
              <div className="dim">{m.by}</div>
            </div>
            <div className="row">
              <Button variant="default" onClick={() => go(`/camera/${m.camera}?t=${encodeURIComponent(iso(Math.floor(m.from / 1_000_000) * 1000, zone))}`)}>{t('events.show')}</Button>
              {m.mayRemove && <TwoStep act={() => void remove(m.id)} warning={warning} icon={<IconTrash size={16} />}>{t('act.remove')}</TwoStep>}
            </div>
          </li>
        )}
      </Some>
    </section>
  )
}
