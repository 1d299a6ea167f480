import { Button, Progress } from '@mantine/core'
import { BASE, call, type Export } from '../../shared/api'
import { useZone } from '../../shared/clock'
import { currentLang, t, type Key } from '../../shared/i18n'
import { IconDownload, IconFileExport, IconShieldCheck, IconTrash } from '../../shared/icons'
import { queries, useCameras, useExports, useSystem } from '../../shared/queries'
import { go } from '../../shared/router'
import { bytes } from '../../shared/size'
import { clock, span, stamp } from '../../shared/time/zone'
import { Marks } from './Marks'
import { ShareForm } from './ShareForm'
import { Shares } from './Shares'
import { Empty, Note, PageHead, ProblemNote, Said, Skeleton } from '../../shared/ui/states'
import { Some } from '../../shared/ui/Some'
import { TwoStep } from '../../shared/ui/TwoStep'
import { causeWord } from '../timeline/causes'

const states: Record<Export['state'], Key> = { waiting: 'exports.waiting', running: 'exports.running', done: 'exports.done', failed: 'exports.failed', ended: 'exports.ended' }

export default function Exports() {
  const list = useExports()
  return (
    <div className="page">
      <PageHead title={t('nav.exports')} sub={t('exports.lead')} />
      {list.isError ? <ProblemNote error={list.error} retry={() => void list.refetch()} /> : !list.data ? <Skeleton height={200} /> : !list.data.length ? (
        <Empty icon={<IconFileExport size={44} stroke={1.2} />} title={t('exports.none')} act={<Button onClick={() => go('/')}>{t('nav.live')}</Button>}>{t('exports.noneText')}</Empty>
      ) : (
        <Some of={[...list.data].sort((a, b) => b.made - a.made)}>{(e) => <Item key={e.id} e={e} />}</Some>
      )}
      <Shares />
      <Marks />
    </div>
  )
}

function Item({ e }: { e: Export }) {
  const zone = useZone()
  const lang = currentLang()
  const cameras = useCameras()
  const system = useSystem()
  const name = (id: string) => cameras.data?.find((c) => c.id === id)?.name ?? id
  const going = e.state === 'running' || e.state === 'waiting'
  const part = e.bytes ? Math.floor((100 * e.doneBytes) / e.bytes) : 0
  async function remove() {
    await call('DELETE', `/exports/${e.id}`).catch(() => {})
    queries.setQueryData<Export[]>(['exports'], (old) => old?.filter((o) => o.id !== e.id))
  }
  return (
    <li className="card">
      <div className="row between">
        <div>
          <h2>{e.cameras.map(name).join(', ')}{e.reference ? ` · ${e.reference}` : ''}</h2>
          <div className="num">{stamp(e.from / 1000, zone, lang)} – {clock(e.to / 1000, zone)} · {span((e.to - e.from) / 1000)} · {bytes(e.bytes)}{e.timeBurntIn && <> · {t('exports.burntIn')}</>}</div>
          <div className="dim">{t('exports.by', { who: e.by, when: stamp(e.made / 1000, zone, lang) })}</div>
        </div>
        <div className="row">
          <span className={`chip ${e.state === 'done' ? 'ok' : e.state === 'failed' ? 'critical' : ''}`}>{t(states[e.state])}{going && <span className="num"> {part} %</span>}</span>
          {e.state === 'done' && <span className={`chip ${e.signed ? 'ok' : ''}`}>{e.signed && <IconShieldCheck size={14} aria-hidden />} {t(e.signed ? 'exports.signed' : 'exports.unsigned')}</span>}
          {e.state === 'done' && <Button component="a" href={`${BASE}/exports/${e.id}/file`} leftSection={<IconDownload size={16} />}>{t('exports.download')}</Button>}
          <TwoStep act={() => void remove()} warning={t(going ? 'exports.endWarning' : 'exports.deleteWarning')} icon={<IconTrash size={16} />}>{t(going ? 'exports.end' : 'exports.delete')}</TwoStep>
        </div>
      </div>
      {going && <Progress value={part} mt="sm" aria-label={t(states[e.state])} />}
      {e.state === 'failed' && e.why && <Note tone="critical" title={<Said of={e.why.message} />}><Said of={e.why.advice} /></Note>}
      {e.gaps.length > 0 && <Note tone="warning" title={t('export.gaps', { n: e.gaps.length })}>{e.gaps.map((g) => `${name(g.camera)} ${clock(g.from / 1000, zone)}, ${span((g.to - g.from) / 1000)} (${causeWord(g.cause)})`).join(' · ')}</Note>}
      {e.sha256 && <p className="dim sum">SHA-256 <span className="mono">{e.sha256}</span></p>}
      {e.state === 'done' && e.cameras.length === 1 && <details className="sum"><summary>{t('share.make')}</summary><div className="sub"><ShareForm clip={{ export: e.id }} /></div></details>}
      {e.signed && system.data?.evidenceKey && (
        <details className="sum">
          <summary>{t('exports.check')}</summary>
          <p>{t('exports.checkText', { file: e.file ?? '' })}</p>
          <p className="mono">{system.data.evidenceKey}</p>
          <p><a href="/verify">{t('verify.here')}</a></p>
        </details>
      )}
    </li>
  )
}
