import '../late.css'
import './share.css'
import { Button, Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import { get, type System } from '../../shared/api'
import { currentLang, t } from '../../shared/i18n'
import { number } from '../../shared/size'
import { clock, span, stamp, zoneName } from '../../shared/time/zone'
import { FileButton } from '../../shared/ui/FileButton'
import { Note } from '../../shared/ui/states'
import { Door } from './Door'
import { verify, type Verdict } from './seal'

type Looked = { name: string; share: number; verdict?: Verdict; failed?: boolean }

/** Proves an exported file in the reader's own browser, for who has no account too. */
export function VerifyPage() {
  const [ours, setOurs] = useState<string>()
  const [looked, setLooked] = useState<Looked>()
  useEffect(() => void get<System>('/system').then((s) => setOurs(s.evidenceKey), () => {}), [])
  async function look(file: File) {
    const at: Looked = { name: file.name, share: 0 }
    setLooked(at)
    const zip = (await file.slice(0, 4).text()) === 'PK\u0003\u0004'
    await verify(file, (share) => setLooked({ ...at, share })).then(
      (verdict) => setLooked({ ...at, share: 1, ...(zip ? { failed: true } : { verdict }) }),
      () => setLooked({ ...at, share: 1, failed: true }),
    )
  }
  const going = looked && !looked.verdict && !looked.failed
  return (
    <Door>
      <div
        className="stack" onDragOver={(e) => e.preventDefault()}
        onDrop={(e) => {
          e.preventDefault()
          if (e.dataTransfer.files[0] && !going) void look(e.dataTransfer.files[0])
        }}
      >
        <h1>{t('verify.title')}</h1>
        <p className="lead">{t('verify.lead')}</p>
        {going ? <Progress value={looked.share * 100} aria-label={t('verify.going', { name: looked.name })} /> : <FileButton label={t('verify.choose')} accept="video/mp4,.mp4" onFile={(f) => void look(f)} />}
        {looked?.failed && <Note tone="warning" title={t('verify.cannot', { name: looked.name })}>{t('verify.cannotText')}</Note>}
        {looked?.verdict && <Said name={looked.name} verdict={looked.verdict} ours={ours} />}
        <p className="dim">{t('verify.shell')} <span className="mono">nightjar verify {looked?.name ?? 'FILE.mp4'}</span></p>
        {ours && <Button variant="default" component="a" href="/exports">{t('nav.exports')}</Button>}
      </div>
    </Door>
  )
}

function Said({ name, verdict, ours }: { name: string; verdict: Verdict; ours: string | undefined }) {
  if (verdict.kind === 'unsigned') return <Note tone="critical" title={t('verify.unsigned', { name })}>{t('verify.unsignedText')}</Note>
  if (verdict.kind === 'forged') return <Note tone="critical" title={t('verify.forged', { name })}>{t('verify.forgedText')}</Note>
  const { statement: s, key, stretches } = verdict
  const lang = currentLang()
  const at = (micros: number) => stamp(micros / 1000, s.zone, lang)
  const words = { changed: 'verify.stretchChanged', added: 'verify.stretchAdded', missing: 'verify.stretchMissing' } as const
  return (
    <>
      {verdict.kind === 'whole' ? <Note tone="ok" title={t('verify.whole', { name })}>{t(ours === key ? 'verify.ours' : 'verify.compare')}</Note> : (
        <Note tone="critical" title={t('verify.changed', { name })}>{stretches.slice(0, 10).map((each) => t(words[each.how], { from: number(each.from), to: number(each.to) })).join(' ')}</Note>
      )}
      <p className="mono">{key}</p>
      <dl className="facts">
        <dt>{t('verify.camera')}</dt><dd>{s.cameraName || s.camera} · {s.site}</dd>
        <dt>{t('verify.time')}</dt><dd className="num">{at(s.from)} – {clock(s.to / 1000, s.zone)} {zoneName(s.from / 1000, s.zone, lang)} ({span((s.to - s.from) / 1000)})</dd>
        <dt>{t('verify.by')}</dt><dd className="num">{[s.exportedBy, at(s.exportedAt), s.reference].filter(Boolean).join(' · ')}</dd>
        {s.recorder.serial && <><dt>{t('verify.recorder')}</dt><dd className="num">{s.recorder.model} {s.recorder.serial}</dd></>}
        {s.gaps.length > 0 && <><dt>{t('gap.title')}</dt><dd>{t('export.gaps', { n: s.gaps.length })}</dd></>}
        {s.masked && <><dt>{t('tile.masked')}</dt><dd>{t('verify.masked')}</dd></>}
        {s.cameras.length > 1 && <><dt>{t('export.cameras')}</dt><dd>{t('verify.others', { cameras: s.cameras.join(', ') })}</dd></>}
      </dl>
    </>
  )
}
