import '../late.css'
import './share.css'
import { Button, Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import { get, type System } from '../../shared/api'
import { t } from '../../shared/i18n'
import { FileButton } from '../../shared/ui/FileButton'
import { Note } from '../../shared/ui/states'
import { isArchive, members } from './archive'
import { Door } from './Door'
import { verify, type Verdict } from './seal'
import { Verified } from './Verified'

type Checked = { name: string; verdict?: Verdict }
type Looked = { name: string; now: string; share: number; over: boolean; files: Checked[]; unchecked: string[] }

const isVideo = (name: string) => /\.mp4$/i.test(name)

/** Cameras of the exports of which there is no file. */
function missing(files: Checked[]): string[] {
  const said = files.flatMap(({ verdict: v }) => (v && 'statement' in v ? [v.statement] : []))
  const here = new Set(said.map((s) => s.camera))
  return [...new Set(said.flatMap((s) => s.cameras))].filter((c) => !here.has(c))
}

/** Proves an exported file, or each in an archive, in the reader's own browser, for who has no account too. */
export function VerifyPage() {
  const [ours, setOurs] = useState<string>()
  const [looked, setLooked] = useState<Looked>()
  useEffect(() => void get<System>('/system').then((s) => setOurs(s.evidenceKey), () => {}), [])
  async function look(file: File) {
    const at: Looked = { name: file.name, now: file.name, share: 0, over: false, files: [], unchecked: [] }
    const tell = () => setLooked({ ...at, files: [...at.files] })
    tell()
    try {
      const archive = await isArchive(file)
      const all = archive ? await members(file) : [{ name: file.name, open: () => Promise.resolve(file) }]
      at.unchecked = archive ? all.filter((m) => !isVideo(m.name)).map((m) => m.name) : []
      const videos = all.filter((m) => !archive || isVideo(m.name))
      for (const [i, each] of videos.entries()) {
        at.now = each.name
        const verdict = await each.open().then((b) => verify(b, (share) => ((at.share = (i + share) / videos.length), tell()))).catch(() => undefined)
        at.files.push({ name: each.name, ...(verdict && { verdict }) })
        tell()
      }
    } catch {
      // Not an archive that can be read: no file of it was checked, which is said below.
    }
    at.over = true
    tell()
  }
  const going = looked && !looked.over
  const several = looked && (looked.files.length > 1 || looked.unchecked.length > 0)
  const good = looked?.files.filter((f) => f.verdict?.kind === 'whole').length
  const away = looked?.over ? missing(looked.files) : []
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
        {going ? <Progress value={looked.share * 100} aria-label={t('verify.going', { name: looked.now })} /> : <FileButton label={t('verify.choose')} accept="video/mp4,.mp4,application/zip,.zip" onFile={(f) => void look(f)} />}
        {looked?.over && looked.files.length === 0 && <Note tone="warning" title={t('verify.cannot', { name: looked.name })}>{t('verify.cannotText')}</Note>}
        {several && looked.over && looked.files.length > 0 && <p role="status">{t('verify.archive', { name: looked.name, good: good!, n: looked.files.length })}</p>}
        {away.length > 0 && <Note tone="critical" title={t('verify.away', { cameras: away.join(', ') })}>{t('verify.awayText')}</Note>}
        {looked?.files.map(({ name, verdict }, i) => verdict
          ? <Verified key={i} name={name} verdict={verdict} ours={ours} />
          : <Note key={i} tone="warning" title={t('verify.cannot', { name })}>{t('verify.cannotText')}</Note>)}
        {looked?.over && looked.unchecked.length > 0 && <p className="dim">{t('verify.unchecked', { names: looked.unchecked.slice(0, 10).join(', ') })}</p>}
        <p className="dim">{t('verify.shell')} <span className="mono">nightjar verify {looked?.name ?? 'FILE.mp4'}</span></p>
        {ours && <Button variant="default" component="a" href="/exports">{t('nav.exports')}</Button>}
      </div>
    </Door>
  )
}
