import './masks.css'
import { Button, Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { call, type Camera, type MaskArea, type MaskPoint, type Masks } from '../../shared/api'
import { t } from '../../shared/i18n'
import { IconPlus, IconTrash } from '../../shared/icons'
import { queries } from '../../shared/queries'
import { Note, ProblemNote } from '../../shared/ui/states'
import { Picture } from './Picture'

const MOST_AREAS = 8
const MOST_POINTS = 16
const SQUARE: MaskArea = { points: [{ x: 0.35, y: 0.35 }, { x: 0.65, y: 0.35 }, { x: 0.65, y: 0.65 }, { x: 0.35, y: 0.65 }] }
const clamp = (v: number) => Math.round(Math.min(1, Math.max(0, v)) * 1000) / 1000
const same = (a: MaskArea[], b: MaskArea[]) => JSON.stringify(a) === JSON.stringify(b)

/** Areas that nobody sees, drawn on the camera's picture: by mouse, by touch, and by keys alone. */
export function PrivacyMasks({ camera }: { camera: Camera }) {
  const [kept, setKept] = useState<Masks>()
  const [areas, setAreas] = useState<MaskArea[]>([])
  const [past, setPast] = useState<MaskArea[][]>([])
  const [area, setArea] = useState(0)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [removing, setRemoving] = useState<number>()
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const stop = new AbortController()
    call<Masks>('GET', `/cameras/${camera.id}/masks`, undefined, stop.signal).then((m) => (setKept(m), setAreas(m.areas)), (e: unknown) => stop.signal.aborted || setError(e))
    return () => stop.abort()
  }, [camera.id])

  if (!kept) return <section className="card stack"><h2>{t('mask.title')}</h2>{error !== undefined && <ProblemNote error={error} />}</section>
  const remember = () => setPast((p) => [...p.slice(-50), areas])
  const change = (next: MaskArea[]) => (remember(), setAreas(next))
  const withPoint = (all: MaskArea[], a: number, p: number, to: MaskPoint) =>
    all.map((each, i) => (i === a ? { points: each.points.map((q, j) => (j === p ? { x: clamp(to.x), y: clamp(to.y) } : q)) } : each))
  const addPoint = (a: number, after: number) => {
    const points = areas[a]!.points
    const [p, q] = [points[after]!, points[(after + 1) % points.length]!]
    if (points.length < MOST_POINTS) change(areas.map((each, i) => (i === a ? { points: points.toSpliced(after + 1, 0, { x: clamp((p.x + q.x) / 2), y: clamp((p.y + q.y) / 2) }) } : each)))
  }
  const removePoint = (a: number, p: number) => {
    if (areas[a]!.points.length > 3) change(areas.map((each, i) => (i === a ? { points: each.points.toSpliced(p, 1) } : each)))
    else setRemoving(a)
  }
  function keys(e: React.KeyboardEvent, a: number, p: number) {
    const step = e.shiftKey ? 0.05 : 0.01
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[e.key]
    const at = areas[a]!.points[p]!
    if (by) change(withPoint(areas, a, p, { x: at.x + by[0]!, y: at.y + by[1]! }))
    else if (e.key === 'Delete' || e.key === 'Backspace') removePoint(a, p)
    else if (e.key === 'Insert') addPoint(a, p)
    else return
    e.preventDefault()
  }
  function drag(e: React.PointerEvent<HTMLButtonElement>, a: number, p: number) {
    if (!e.currentTarget.hasPointerCapture(e.pointerId) || !box.current) return
    const r = box.current.getBoundingClientRect()
    setAreas((all) => withPoint(all, a, p, { x: (e.clientX - r.left) / r.width, y: (e.clientY - r.top) / r.height }))
  }
  function undo() {
    setAreas(past.at(-1)!)
    setPast(past.slice(0, -1))
  }
  async function save() {
    setBusy(true)
    setError(undefined)
    try {
      const now = await call<Masks>('PUT', `/cameras/${camera.id}/masks`, { areas })
      setKept(now)
      setAreas(now.areas)
      setPast([])
      queries.setQueryData<Camera[]>(['cameras'], (old) => old?.map((c) => (c.id === camera.id ? { ...c, masked: now.areas.length > 0 } : c)))
    } catch (e) {
      setError(e)
    } finally {
      setBusy(false)
    }
  }
  const current = Math.min(area, areas.length - 1)
  const changed = !same(areas, kept.areas)
  return (
    <section className="card stack masks" aria-label={t('mask.title')}>
      <h2>{t('mask.title')}</h2>
      <p className="dim">{t('mask.text')}</p>
      <div className="mask-picture" ref={box}>
        <Picture key={JSON.stringify(kept.areas)} camera={camera.id} live={camera.acts.includes('live')} />
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
          {areas.map((each, a) => <polygon key={a} className={a === current ? 'now' : undefined} points={each.points.map((p) => `${p.x},${p.y}`).join(' ')} />)}
        </svg>
        {areas.map((each, a) => each.points.map((p, i) => (
          <button
            key={`${a} ${i}`} type="button" className="mask-point" style={{ left: `${p.x * 100}%`, top: `${p.y * 100}%` }} onFocus={() => setArea(a)}
            aria-label={t('mask.point', { area: a + 1, point: i + 1, x: Math.round(p.x * 100), y: Math.round(p.y * 100) })}
            onPointerDown={(e) => (remember(), e.currentTarget.setPointerCapture(e.pointerId))} onPointerMove={(e) => drag(e, a, i)} onKeyDown={(e) => keys(e, a, i)}
          />
        )))}
      </div>
      <p className="dim mask-keys">{t('mask.keys')}</p>
      {areas.map((each, a) => (
        <div className="row between" key={a}>
          <span>{t('mask.area', { area: a + 1, points: each.points.length })}</span>
          <div className="row">
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} disabled={each.points.length >= MOST_POINTS} onClick={() => addPoint(a, each.points.length - 1)}>{t('mask.addPoint')}</Button>
            <Button size="xs" variant="subtle" color="gray" leftSection={<IconTrash size={14} aria-hidden />} onClick={() => setRemoving(a)}>{t('mask.remove', { area: a + 1 })}</Button>
          </div>
        </div>
      ))}
      {error !== undefined && <ProblemNote error={error} />}
      {kept.shown === 'withheld' && <Note tone="critical" title={t('mask.withheld')}>{t('mask.withheldText')}</Note>}
      <div className="row">
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} disabled={areas.length >= MOST_AREAS} onClick={() => (change([...areas, SQUARE]), setArea(areas.length))}>{t('mask.add')}</Button>
        <Button variant="default" disabled={past.length === 0} onClick={undo}>{t('mask.undo')}</Button>
        <Button loading={busy} disabled={!changed} onClick={() => void save()}>{t('mask.save')}</Button>
        <span role="status" className="chip">{t(changed ? 'mask.unsaved' : kept.shown === 'whole' ? 'mask.none' : kept.shown === 'encoded' ? 'mask.encoded' : 'mask.withheld')}</span>
      </div>
      {kept.shown === 'encoded' && <p className="dim">{t('mask.encodedText', { n: kept.atOnce })}</p>}
      <Modal opened={removing !== undefined} onClose={() => setRemoving(undefined)} title={t('mask.removeTitle', { area: (removing ?? 0) + 1 })} lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }}>
        <div className="stack">
          <p>{t('mask.removeText')}</p>
          <div className="row">
            <Button variant="default" onClick={() => setRemoving(undefined)} data-autofocus>{t('act.cancel')}</Button>
            <Button className="danger" onClick={() => (change(areas.toSpliced(removing!, 1)), setRemoving(undefined))}>{t('mask.removeYes')}</Button>
          </div>
        </div>
      </Modal>
    </section>
  )
}
