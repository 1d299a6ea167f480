import '../late.css'
import './sheets.css'
import { Button, Checkbox, Drawer, Modal, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { BASE, call, toMicros, type Bookmark, type Camera, type Export, type Lock } from '../../shared/api'
import { now, useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { IconDownload, IconLock } from '../../shared/icons'
import { queries, useMe } from '../../shared/queries'
import { bytes } from '../../shared/size'
import { parseTyped } from '../../shared/time/parse'
import { clock as clockText, dayStart, iso, span, stamp, zoneName } from '../../shared/time/zone'
import { Note, ProblemNote } from '../../shared/ui/states'
import { ShareForm } from '../pages/ShareForm'
import { KEYS, lettersOff } from '../keys'
import type { PlayClock } from '../player/clock'
import { causeDo, causeIcon, causeLong, causeWord } from '../timeline/causes'
import type { Gap, TimelineData } from '../timeline/data'
import type { Selection } from '../timeline/engine'
import type { Sheet } from './Wall'

type Props = {
  sheet: Sheet; cameras: Camera[]; shown: string[]; current: string | undefined; clock: PlayClock; selection: Selection; setSelection: (s: Selection) => void
  seek: (at: number) => void; data: TimelineData; close: () => void
}

export default function Sheets(p: Props) {
  switch (p.sheet.kind) {
    case 'gap': return <GapSheet {...p} camera={p.sheet.camera} gap={p.sheet.gap} />
    case 'keys': return <KeysSheet close={p.close} />
    case 'export': return <ExportSheet {...p} />
    case 'bookmark': return <NoteSheet {...p} kind="bookmark" />
    case 'lock': return <NoteSheet {...p} kind="lock" />
  }
}

const drawer = { position: 'right' as const, withOverlay: false, lockScroll: false, trapFocus: true, size: 400, closeButtonProps: { 'aria-label': 'Close' }, attributes: { header: { role: 'none' } } }

function GapSheet({ camera, gap, cameras, data, seek, close }: Props & { camera: string; gap: Gap }) {
  const zone = useZone()
  const Icon = causeIcon(gap.cause)
  const end = gap.open ? now() : gap.to
  const length = end - gap.from
  const day = dayStart(gap.from, zone, 1) - dayStart(gap.from, zone)
  const others = cameras.filter((c) => c.id !== camera && data.lane(c.id)?.gaps.some((g) => g.from < end && (g.open ? now() : g.to) > gap.from))
  const name = cameras.find((c) => c.id === camera)?.name ?? camera
  // Recorded and there, for every camera alike.
  const held = gap.cause === 'withheld'
  return (
    <Drawer opened onClose={close} title={held ? t('withheld.title') : `${t('gap.title')} · ${name}`} {...drawer} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <div className="stack">
        <div className="gap-head"><Icon size={34} stroke={1.5} aria-hidden /><div><strong>{causeWord(gap.cause)}</strong><div className="num">{stamp(gap.from, zone, currentLang())} – {gap.open ? t('gap.stillOpen') : clockText(gap.to, zone)}</div><div className="big">{span(length)}</div></div></div>
        <dl className="facts">
          <dt>{t('gap.cause')}</dt><dd>{causeLong(gap.cause)}</dd>
          {!held && <><dt>{t('gap.missing')}</dt><dd>{t('gap.missingText', { percent: (Math.ceil((1000 * Math.min(length, day)) / day) / 10).toFixed(1) })}</dd>
          <dt>{t('gap.also')}</dt><dd>{others.length ? others.map((c) => c.name).join(', ') : t('gap.onlyThis')}</dd></>}
          <dt>{t('gap.todo')}</dt><dd>{causeDo(gap.cause)}</dd>
        </dl>
        <div className="row">
          {!held && <Button variant="default" onClick={() => seek(gap.from - 5000)}>{t('gap.before')}</Button>}
          {!gap.open && <Button variant="default" onClick={() => seek(gap.to)}>{t('gap.after')}</Button>}
        </div>
      </div>
    </Drawer>
  )
}

function KeysSheet({ close }: { close: () => void }) {
  const [off, setOff] = useState(lettersOff())
  return (
    <Modal opened onClose={close} title={t('keys.title')} size="xl" lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Switch label={t('keys.letters')} checked={!off} onChange={(e) => (localStorage.setItem('keys', e.currentTarget.checked ? 'on' : 'off'), setOff(!e.currentTarget.checked))} mb="md" />
      <ul className="keys">
        {KEYS.map((k) => <li key={k.key + k.shift}><span className="kbd">{k.show ?? k.key.toUpperCase()}</span> {t(k.text)}</li>)}
      </ul>
    </Modal>
  )
}

/** A clip to send, or a bundle for the police. Filled in already: in the usual case one press. */
function ExportSheet({ cameras, shown, current, selection, setSelection, data, close }: Props) {
  const zone = useZone()
  const [chosen, setChosen] = useState<string[]>(() => (current ? [current] : shown.slice(0, 1)))
  const [kind, setKind] = useState<'clip' | 'police' | 'link'>('clip')
  const [reference, setReference] = useState('')
  const [lock, setLock] = useState(false)
  const [burnIn, setBurnIn] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const from = selection.from ?? now() - 60_000
  const to = selection.to ?? now()
  const allowed = cameras.filter((c) => c.acts.includes('export'))
  const rate = (id: string) => cameras.find((c) => c.id === id)?.streams.find((s) => s.name === 'main')?.bitsPerSecond ?? 0
  const size = (chosen.reduce((n, id) => n + rate(id), 0) / 8) * ((to - from) / 1000)
  const holes = chosen.flatMap((id) => (data.lane(id)?.gaps ?? []).filter((g) => g.from < to && (g.open ? now() : g.to) > from).map((g) => ({ id, g })))
  const atOnce = kind === 'clip' && chosen.length === 1 && !lock && !burnIn
  // Each picture is decoded, written on and coded again, on one core.
  const pixels = chosen.reduce((n, id) => n + pixelsPerSecond(cameras.find((c) => c.id === id)), 0)
  const coding = Math.max(2000, ((to - from) * pixels) / PIXELS_CODED_PER_SECOND)
  const wrong = to <= from ? t('export.order') : !chosen.length ? t('export.noCamera') : undefined

  async function save() {
    setBusy(true)
    setError(undefined)
    try {
      if (atOnce) {
        const query = new URLSearchParams({ from: String(toMicros(from)), to: String(toMicros(to)), download: 'true' })
        const a = document.createElement('a')
        a.href = `${BASE}/cameras/${encodeURIComponent(chosen[0]!)}/video.mp4?${query}`
        a.download = `${chosen[0]}_${iso(Math.floor(from / 1000) * 1000, zone).replaceAll(':', '-')}.mp4`
        a.click()
      } else {
        const made = await call<Export>('POST', '/exports', {
          cameras: chosen, from: toMicros(from), to: toMicros(to), ...(reference.trim() ? { reference: reference.trim() } : {}), ...(kind === 'police' ? { reason: 'police' } : {}), lock, ...(burnIn ? { burnInTime: true } : {}),
        })
        queries.setQueryData<Export[]>(['exports'], (old) => [made, ...(old ?? []).filter((e) => e.id !== made.id)])
        void queries.invalidateQueries({ queryKey: ['exports'] })
        if (lock) void queries.invalidateQueries({ queryKey: ['locks'] })
      }
      setSelection({ from: undefined, to: undefined })
      close()
    } catch (e) {
      setError(e)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Drawer opened onClose={close} title={t('export.title')} {...drawer} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <div className="stack">
        <div className="row between"><span className="big">{span(to - from)}</span><span className="dim num">{t('export.about', { size: bytes(size) })}</span></div>
        <div className="row two">
          <TimeField label={t('export.from')} at={from} onChange={(at) => setSelection({ from: at, to })} />
          <TimeField label={t('export.to')} at={to} onChange={(at) => setSelection({ from, to: at })} />
        </div>
        <fieldset className="choices"><legend>{t('export.cameras')}</legend>
          {allowed.map((c) => <Checkbox key={c.id} label={c.name} checked={chosen.includes(c.id)} onChange={(e) => setChosen(e.currentTarget.checked ? [...chosen, c.id] : chosen.filter((x) => x !== c.id))} />)}
        </fieldset>
        <SegmentedControl fullWidth value={kind} onChange={(v) => setKind(v as 'clip' | 'police' | 'link')} data={[{ value: 'clip', label: t('export.clip') }, { value: 'police', label: t('export.police') }, { value: 'link', label: t('share.short') }]} />
        {holes.length > 0 && (
          <Note tone="warning" title={t('export.gaps', { n: holes.length })}>
            {holes.slice(0, 4).map(({ id, g }) => `${cameras.find((c) => c.id === id)?.name}: ${span((g.open ? now() : g.to) - g.from)} ${clockText(g.from, zone)} (${causeWord(g.cause)})`).join(' · ')}
          </Note>
        )}
        {kind === 'link' ? (chosen.length === 1 && !wrong ? <ShareForm clip={{ camera: chosen[0]!, from: toMicros(from), to: toMicros(to) }} /> : <p className="wrong" role="alert">{wrong ?? t('share.single')}</p>) : (
          <form className="stack" onSubmit={(e) => (e.preventDefault(), void save())}>
            {kind === 'police' && <TextInput label={t('export.reference')} value={reference} onChange={(e) => setReference(e.currentTarget.value)} maxLength={120} />}
            <Checkbox label={t('export.burnIn')} description={burnIn ? t('export.burnInText', { time: span(coding) }) : undefined} checked={burnIn} onChange={(e) => setBurnIn(e.currentTarget.checked)} />
            <Checkbox label={t('export.lock')} checked={lock} onChange={(e) => setLock(e.currentTarget.checked)} />
            {error !== undefined && <ProblemNote error={error} />}
            {wrong && <p className="wrong" role="alert">{wrong}</p>}
            <Button type="submit" loading={busy} disabled={wrong !== undefined} size="md" leftSection={<IconDownload size={18} />} data-autofocus>{t(atOnce ? 'export.save' : 'export.make')}</Button>
          </form>
        )}
      </div>
    </Drawer>
  )
}

/** Of 1280x720 and 25 frames a second on one core of two; docs/ref/benchmarks.md. */
const PIXELS_CODED_PER_SECOND = 100e6

function pixelsPerSecond(camera: Camera | undefined): number {
  const main = camera?.streams.find((s) => s.name === 'main')
  return (main?.video?.width ?? 1280) * (main?.video?.height ?? 720) * (main?.video?.fps ?? 25)
}

function TimeField({ label, at, onChange }: { label: string; at: number; onChange: (at: number) => void }) {
  const zone = useZone()
  const [text, setText] = useState<string>()
  const [error, setError] = useState<string>()
  const written = clockText(at, zone)
  return (
    <TextInput
      label={`${label} (${zoneName(at, zone, currentLang())})`} value={text ?? written} error={error} classNames={{ input: 'num' }} onChange={(e) => setText(e.currentTarget.value)}
      onBlur={() => {
        if (text === undefined || text === written) return setText(undefined)
        const typed = parseTyped(text, now(), zone)
        if (typed.kind === 'at') {
          // Of the two instants of a repeated hour take the one nearer to what was there.
          onChange(typed.instants.reduce((a, b) => (Math.abs(a - at) < Math.abs(b - at) ? a : b)))
          setText(undefined)
          setError(undefined)
        } else setError(t(typed.kind === 'skipped' ? 'time.skipped' : 'time.unreadable'))
      }}
    />
  )
}

/** A bookmark at the needle, or a lock on the selection that keeps footage from expiring. */
function NoteSheet({ kind, current, cameras, clock, selection, close }: Props & { kind: 'bookmark' | 'lock' }) {
  const zone = useZone()
  const me = useMe()
  const [at] = useState(() => clock.at())
  const from = selection.from ?? at - 60_000
  const to = selection.to ?? Math.min(now(), at + 60_000)
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const name = cameras.find((c) => c.id === current)?.name ?? ''
  async function save(e: FormEvent) {
    e.preventDefault()
    if (!current || !text.trim()) return
    setBusy(true)
    try {
      if (kind === 'bookmark') await call<Bookmark>('POST', '/bookmarks', { camera: current, at: toMicros(at), text: text.trim() })
      else await call<Lock>('POST', '/locks', { camera: current, from: toMicros(from), to: toMicros(to), reason: text.trim() })
      await queries.invalidateQueries({ queryKey: [kind === 'bookmark' ? 'bookmarks' : 'locks'] })
      close()
    } catch (e) {
      setError(e)
      setBusy(false)
    }
  }
  return (
    <Drawer opened onClose={close} title={t(kind === 'bookmark' ? 'key.bookmark' : 'key.lock')} {...drawer} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <form className="stack" onSubmit={(e) => void save(e)}>
        <p className="num">{name} · {kind === 'bookmark' ? stamp(at, zone, currentLang()) : `${stamp(from, zone, currentLang())} – ${clockText(to, zone)} (${span(to - from)})`}</p>
        {kind === 'lock' && <Note title={t('lock.what')}>{t('lock.text')}</Note>}
        <Textarea label={t(kind === 'bookmark' ? 'bookmark.text' : 'lock.reason')} value={text} onChange={(e) => setText(e.currentTarget.value)} required maxLength={300} data-autofocus autosize={false} rows={3} />
        {error !== undefined && <ProblemNote error={error} />}
        <Button type="submit" loading={busy} disabled={!text.trim() || !me.data} leftSection={kind === 'lock' ? <IconLock size={16} /> : undefined}>{t('act.save')}</Button>
      </form>
    </Drawer>
  )
}
