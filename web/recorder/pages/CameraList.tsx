import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { call, Problem, type Camera, type CameraForm, type CameraTest } from '../../shared/api'
import { t, tWord } from '../../shared/i18n'
import { IconAlertTriangle, IconCheck } from '../../shared/icons'
import { queries, useCameras } from '../../shared/queries'
import { go } from '../../shared/router'
import { bits } from '../../shared/size'
import { ProblemNote } from '../../shared/ui/states'
import { nameOf, plain } from './addresses'
import { clean } from './CameraFields'
import { Seen, streamWords } from './Seen'

/** The recorder tries no more at once. */
const AT_ONCE = 4

type Row = { address: string; name: string; chosen: boolean; state: 'waiting' | 'looking' | 'seen' | 'there' | 'failed' | 'added'; test?: CameraTest; error?: Problem }

/** Cameras that share a user and a password, tried side by side; those that answered are added together. Each is tried once. */
export default function CameraList({ form, all }: { form: CameraForm; all: string[] }) {
  const cameras = useCameras()
  const [rows, setRows] = useState<Row[]>(() => all.map((address) => ({ address, name: nameOf(address, all), chosen: true, state: 'waiting' })))
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<Problem>()
  const begun = useRef(false)
  const change = (address: string, to: Partial<Row>) => setRows((old) => old.map((row) => (row.address === address ? { ...row, ...to } : row)))

  async function look(address: string) {
    change(address, { state: 'looking' })
    try {
      const { user, password, transport } = clean(form)
      change(address, { state: 'seen', test: await call<CameraTest>('POST', '/cameras/test', { address, ...(user ? { user } : {}), ...(password ? { password } : {}), ...(transport ? { transport } : {}) }) })
    } catch (e) {
      change(address, { state: 'failed', error: e as Problem, chosen: false })
    }
  }
  useEffect(() => {
    if (begun.current || !cameras.data) return
    begun.current = true
    const there = new Set(cameras.data.map((c) => c.address))
    const waiting = all.filter((address) => !there.has(plain(address)))
    setRows((old) => old.map((row) => (there.has(plain(row.address)) ? { ...row, state: 'there', chosen: false } : row)))
    const hand = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await look(next)
    }
    for (let i = 0; i < AT_ONCE; i++) void hand()
  })

  const ready = rows.filter((row) => row.chosen && row.state === 'seen')
  const busy = rows.some((row) => row.state === 'waiting' || row.state === 'looking')
  async function save(e: FormEvent) {
    e.preventDefault()
    setSaving(true)
    setError(undefined)
    try {
      for (const row of ready) {
        await call<Camera>('POST', '/cameras', clean({ ...form, subAddress: '', address: row.address, name: row.name }))
        change(row.address, { state: 'added', chosen: false })
      }
      if (rows.every((row) => row.state !== 'failed')) go('/cameras')
    } catch (e) {
      setError(e as Problem)
    } finally {
      setSaving(false)
      void queries.invalidateQueries({ queryKey: ['cameras'] })
    }
  }
  const rate = ready.reduce((n, row) => n + (row.test?.streams[0]?.bitsPerSecond ?? 0), 0)
  return (
    <form className="card stack" onSubmit={(e) => void save(e)} aria-busy={busy}>
      <ul className="found">
        {rows.map((row) => (
          <li key={row.address}>
            <input type="checkbox" checked={row.chosen} disabled={row.state === 'there' || row.state === 'added' || row.state === 'failed'} onChange={(e) => change(row.address, { chosen: e.currentTarget.checked })} aria-label={t('cameraList.choose', { address: plain(row.address) })} />
            <div className="picture"><Seen test={row.test} none="" /></div>
            <div>
              <TextInput size="xs" aria-label={t('cameraList.name', { address: plain(row.address) })} value={row.name} onChange={(e) => change(row.address, { name: e.currentTarget.value })} maxLength={64} required={row.chosen} disabled={row.state === 'there' || row.state === 'added'} />
              <span className="dim address">{plain(row.address)}</span>
              <RowState row={row} again={() => (change(row.address, { chosen: true }), void look(row.address))} />
            </div>
          </li>
        ))}
      </ul>
      <p className="num" role="status">{t('cameraList.sum', { n: ready.length, all: rows.length, rate: bits(rate) })}</p>
      {error && <ProblemNote error={error} />}
      <Button type="submit" size="md" loading={saving} disabled={busy || !ready.length} leftSection={<IconCheck size={18} />}>{t('cameraList.add', { n: ready.length })}</Button>
    </form>
  )
}

function RowState({ row, again }: { row: Row; again: () => void }) {
  switch (row.state) {
    case 'waiting':
    case 'looking':
      return <span className="dim">{t('tile.connecting')}</span>
    case 'there':
      return <span className="dim">{t('cameraList.there')}</span>
    case 'added':
      return <span className="chip"><IconCheck size={14} aria-hidden /> {t('cameraList.added')}</span>
    case 'seen':
      return <span className="num">{row.test?.streams[0] ? streamWords(row.test.streams[0]) : ''}</span>
    case 'failed':
      return (
        <span className="row">
          <span className="chip critical"><IconAlertTriangle size={14} aria-hidden /> {tWord('problem', row.error?.type ?? 'fault', 'problem.fault')}</span>
          <Button size="compact-xs" variant="default" onClick={again}>{t('cameraAdd.again')}</Button>
        </span>
      )
  }
}
