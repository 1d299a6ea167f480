import '../late.css'
import './share.css'
import { Button, PasswordInput } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import { BASE, call, type Micros, type Problem } from '../../shared/api'
import { currentLang, t } from '../../shared/i18n'
import { IconDownload, IconShieldCheck } from '../../shared/icons'
import { clock, span, stamp, zoneName } from '../../shared/time/zone'
import { Note, ProblemNote } from '../../shared/ui/states'
import { Door } from './Door'

type Opened = { site: string; zone: string; camera: string; from: Micros; to: Micros; label: string; until: Micros; signed: boolean; ticket: string }

/** One clip for somebody without an account. The token stays in the fragment, so that no server's log ever holds it. */
export function SharePage() {
  const [token] = useState(() => new URLSearchParams(location.hash.replace(/^#/, '')).get('token') ?? '')
  const [clip, setClip] = useState<Opened>()
  const [password, setPassword] = useState('')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Problem>()
  async function open(word?: string) {
    setBusy(true)
    setError(undefined)
    try {
      setClip(await call<Opened>('POST', '/share/open', { token, ...(word ? { password: word } : {}) }))
    } catch (e) {
      const problem = e as Problem
      if (problem.type === 'share-password' && !word) setAsked(true)
      else setError(problem)
    } finally {
      setBusy(false)
    }
  }
  useEffect(() => void open(), []) // eslint-disable-line
  if (!clip)
    return (
      <Door>
        <h1>{t('share.title')}</h1>
        {error && (error.type === 'gone' ? <Note tone="warning" title={t('share.gone')}>{t('share.goneText')}</Note> : <ProblemNote error={error} />)}
        {asked && (
          <form onSubmit={(e: FormEvent) => (e.preventDefault(), void open(password))}>
            <PasswordInput label={t('share.ask')} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoFocus autoComplete="off" />
            <Button type="submit" fullWidth loading={busy} disabled={!password}>{t('share.show')}</Button>
          </form>
        )}
      </Door>
    )
  const lang = currentLang()
  const video = `${BASE}/share/${clip.ticket}/video.mp4`
  return (
    <main className="shared">
      <header><div className="brand"><img src="/icon.svg" alt="" width={28} /> {clip.site}</div></header>
      <h1>{clip.label || clip.camera}</h1>
      <p className="num">{clip.label ? `${clip.camera} · ` : ''}{stamp(clip.from / 1000, clip.zone, lang)} – {clock(clip.to / 1000, clip.zone)} {zoneName(clip.from / 1000, clip.zone, lang)} · {span((clip.to - clip.from) / 1000)}</p>
      <video src={video} controls playsInline autoPlay muted aria-label={clip.camera} />
      <div className="row">
        <Button component="a" href={`${video}?download=true`} leftSection={<IconDownload size={16} />}>{t('exports.download')}</Button>
        {clip.signed && <span className="chip ok"><IconShieldCheck size={14} aria-hidden /> {t('exports.signed')}</span>}
        <span className="dim">{t('share.until', { when: stamp(clip.until / 1000, clip.zone, lang) })}</span>
      </div>
      {clip.signed && <p className="dim">{t('share.check')} <a href="/verify" target="_blank" rel="noreferrer">{t('verify.here')}</a></p>}
    </main>
  )
}
