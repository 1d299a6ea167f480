import '../late.css'
import './layouts.css'
import { Button, Checkbox, Menu, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useState, type CSSProperties, type DragEvent, type FormEvent, type KeyboardEvent } from 'react'
import { call, type Camera, type Layout } from '../../shared/api'
import { t } from '../../shared/i18n'
import { IconCheck, IconLayoutGrid, IconPencil, IconPlus, IconTrash, IconUsers } from '../../shared/icons'
import { queries, useMe } from '../../shared/queries'
import { Note, ProblemNote } from '../../shared/ui/states'
import { Picture } from '../pages/Picture'
import { placesOf, SHAPES, type ShapeName } from './layout'

type Props = { at: { x: number; y: number }; layouts: Layout[]; chosen: Layout | undefined; cameras: Camera[]; shown: string[]; choose: (id: string | undefined) => void; close: () => void }

/** The arrangements of the wall: chosen, made, changed. */
export default function Layouts(p: Props) {
  const [arranging, setArranging] = useState<{ layout: Layout | undefined }>()
  if (arranging) return <Arrange {...p} layout={arranging.layout} />
  const tick = (on: boolean) => (on ? <IconCheck size={16} aria-hidden /> : <span className="no-tick" />)
  return (
    <Menu opened onChange={(open) => !open && p.close()} position="top-start" width={280} shadow="md" returnFocus={false} closeOnItemClick={false}>
      <Menu.Target><span style={{ position: 'fixed', left: p.at.x, top: p.at.y, width: 1, height: 1 }} /></Menu.Target>
      <Menu.Dropdown className="layout-menu">
        <Menu.Label>{t('layout.title')}</Menu.Label>
        <Menu.Item leftSection={tick(!p.chosen)} rightSection={<span className="kbd">Shift 0</span>} aria-current={!p.chosen} onClick={() => (p.choose(undefined), p.close())}>{t('layout.auto')}</Menu.Item>
        {p.layouts.map((l, i) => (
          <Menu.Item key={l.id} leftSection={tick(p.chosen?.id === l.id)} rightSection={i < 9 && <span className="kbd">{`Shift ${i + 1}`}</span>} aria-current={p.chosen?.id === l.id} onClick={() => (p.choose(l.id), p.close())}>
            {l.name} {l.shared && <IconUsers size={14} role="img" aria-label={t('layout.everybody')} />}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {p.chosen?.mayChange && <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setArranging({ layout: p.chosen })}>{t('layout.change', { name: p.chosen.name })}</Menu.Item>}
        <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setArranging({ layout: undefined })}>{t('layout.new')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const resized = (cells: string[], shape: ShapeName) => Array.from({ length: placesOf(SHAPES[shape]) }, (_, i) => cells[i] ?? '')
const smallest = (n: number) => (Object.keys(SHAPES) as ShapeName[]).filter((s) => SHAPES[s].big === 1).find((s) => placesOf(SHAPES[s]) >= n) ?? '8x8'

/** Which camera stands where: by dragging, by two presses, or by keys alone. */
function Arrange({ layout, cameras, shown, choose, close }: Props & { layout: Layout | undefined }) {
  const admin = useMe().data?.role === 'administrator'
  const [name, setName] = useState(layout?.name ?? '')
  const [shape, setShape] = useState<ShapeName>(() => (layout?.shape ?? smallest(shown.length)))
  const [cells, setCells] = useState<string[]>(() => resized(layout?.cells ?? shown, shape))
  const [shared, setShared] = useState(layout?.shared ?? false)
  const [held, setHeld] = useState<string>()
  const [said, setSaid] = useState('')
  const [removing, setRemoving] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const nameOf = (id: string) => cameras.find((c) => c.id === id)?.name ?? id
  const rest = cameras.filter((c) => !cells.includes(c.id))

  /** What stood there changes places with it, or steps aside. */
  function put(id: string, to: number) {
    const next = [...cells]
    const from = cells.indexOf(id)
    if (from >= 0) next[from] = cells[to]!
    next[to] = id
    setCells(next)
    setSaid(t('layout.placed', { camera: nameOf(id), n: to + 1 }))
  }
  function takeOff(id: string) {
    setCells(cells.map((c) => (c === id ? '' : c)))
    setSaid(t('layout.off', { camera: nameOf(id) }))
    setHeld(undefined)
  }
  function press(i: number) {
    const here = cells[i]!
    if (held !== undefined && held !== here) {
      put(held, i)
      setHeld(undefined)
    } else if (here) {
      setHeld(held === here ? undefined : here)
      setSaid('')
    }
  }
  function keys(e: KeyboardEvent<HTMLElement>, i: number) {
    const here = cells[i]!
    const to = neighbour(e.currentTarget, e.key)
    if (to !== undefined) {
      if (here && held === here) put(here, to)
      e.currentTarget.parentElement!.querySelectorAll<HTMLElement>('.place')[to]!.focus()
    } else if (e.key === 'Enter' || e.key === ' ') press(i)
    else if ((e.key === 'Delete' || e.key === 'Backspace') && here) takeOff(here)
    else if (e.key === 'Escape' && held) setHeld(undefined)
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  const drop = (act: (id: string) => void) => ({
    onDragOver: (e: DragEvent) => held && e.preventDefault(),
    onDrop: (e: DragEvent) => {
      e.preventDefault()
      if (held) act(held)
      setHeld(undefined)
    },
  })
  const drag = (id: string) => ({
    draggable: true,
    onDragStart: (e: DragEvent) => (e.dataTransfer.setData('text/plain', id), setHeld(id)),
    onDragEnd: () => setHeld(undefined),
  })
  async function keep(e: FormEvent) {
    e.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const kept = await call<Layout>(layout ? 'PUT' : 'POST', layout ? `/layouts/${layout.id}` : '/layouts', { name: name.trim(), shape, cells, shared })
      queries.setQueryData<Layout[]>(['layouts'], (old = []) => (layout ? old.map((l) => (l.id === kept.id ? kept : l)) : [...old, kept]))
      choose(kept.id)
      close()
    } catch (e) {
      setError(e)
      setBusy(false)
    }
  }
  async function remove() {
    setBusy(true)
    try {
      await call('DELETE', `/layouts/${layout!.id}`)
      choose(undefined)
      queries.setQueryData<Layout[]>(['layouts'], (old = []) => old.filter((l) => l.id !== layout!.id))
      close()
    } catch (e) {
      setError(e)
      setBusy(false)
    }
  }
  const { columns, big } = SHAPES[shape]
  return (
    <Modal opened onClose={close} title={layout ? t('layout.change', { name: layout.name }) : t('layout.new')} size={980} lockScroll={false} closeOnEscape={!held} attributes={{ header: { role: 'none' } }} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <form className="stack" onSubmit={(e) => void keep(e)}>
        <div className="row two">
          <TextInput label={t('layout.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={60} required data-autofocus />
          <NativeSelect label={t('layout.shape')} value={shape} data={Object.keys(SHAPES)} onChange={(e) => (setShape(e.currentTarget.value as ShapeName), setCells(resized(cells, e.currentTarget.value as ShapeName)))} />
        </div>
        <p className="dim">{t('layout.how')}</p>
        <div className="board" role="group" aria-label={t('layout.wall')} style={{ '--columns': columns } as CSSProperties}>
          {cells.map((id, i) => (
            <div
              key={i} className={`place${held && held === id ? ' held' : ''}`} role="button" tabIndex={0} aria-pressed={held !== undefined && held === id} style={i === 0 && big > 1 ? { gridColumn: `span ${big}`, gridRow: `span ${big}` } : undefined}
              aria-label={t('layout.place', { n: i + 1, camera: id ? nameOf(id) : t('layout.empty') })} onClick={() => press(i)} onKeyDown={(e) => keys(e, i)} {...drop((c) => put(c, i))} {...(id ? drag(id) : {})}
            >
              {id && <Picture camera={id} live={cameras.some((c) => c.id === id && c.acts.includes('live'))} />}
              <span className="place-name">{id ? nameOf(id) : i + 1}</span>
            </div>
          ))}
        </div>
        <div className="row rest" {...drop(takeOff)}>
          {rest.length > 0 && <span className="dim">{t('layout.rest')}</span>}
          {rest.map((c) => (
            <div key={c.id} className={`chip waits${held === c.id ? ' held' : ''}`} role="button" tabIndex={0} aria-pressed={held === c.id} {...drag(c.id)} onClick={() => setHeld(held === c.id ? undefined : c.id)}
              onKeyDown={(e) => (e.key === 'Enter' || e.key === ' ') && (e.preventDefault(), setHeld(held === c.id ? undefined : c.id))}>{c.name}</div>
          ))}
          {held && cells.includes(held) && <Button size="xs" variant="default" onClick={() => takeOff(held)}>{t('layout.takeOff', { camera: nameOf(held) })}</Button>}
        </div>
        <p role="status" className="dim said">{held ? t('layout.held', { camera: nameOf(held) }) : said}</p>
        {admin && <Checkbox label={t('layout.shared')} description={t('layout.sharedHelp')} checked={shared} onChange={(e) => setShared(e.currentTarget.checked)} />}
        {error !== undefined && <ProblemNote error={error} />}
        {removing ? (
          <Note
            tone="warning" title={t('layout.removeTitle', { name: layout!.name })}
            acts={<><Button variant="default" onClick={() => setRemoving(false)} autoFocus>{t('act.cancel')}</Button><Button className="danger" loading={busy} onClick={() => void remove()}>{t('layout.removeYes')}</Button></>}
          >
            {t(layout!.shared ? 'layout.removeShared' : 'layout.removeText')}
          </Note>
        ) : (
          <div className="row between">
            <Button type="submit" loading={busy} disabled={!name.trim()} leftSection={<IconLayoutGrid size={16} aria-hidden />}>{t('act.save')}</Button>
            {layout && <Button variant="subtle" color="gray" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setRemoving(true)}>{t('layout.remove')}</Button>}
          </div>
        )}
      </form>
    </Modal>
  )
}

/** The place that lies next in the direction of an arrow key, as the places stand on the screen. */
function neighbour(from: HTMLElement, key: string): number | undefined {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
  if (!way) return undefined
  const middle = (e: HTMLElement) => {
    const r = e.getBoundingClientRect()
    return [r.left + r.width / 2, r.top + r.height / 2] as const
  }
  const [x, y] = middle(from)
  const far = [...from.parentElement!.querySelectorAll<HTMLElement>('.place')].map((e, i) => {
    const [dx, dy] = [middle(e)[0] - x, middle(e)[1] - y]
    const along = dx * way[0]! + dy * way[1]!
    return { i, cost: along > 4 ? along + 3 * Math.abs(way[0] ? dy : dx) : Infinity }
  })
  const next = far.reduce((a, b) => (b.cost < a.cost ? b : a))
  return next.cost < Infinity ? next.i : undefined
}
