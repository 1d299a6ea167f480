import { currentLang, t } from '../../shared/i18n'
import { number } from '../../shared/size'
import { clock, dayStart, span, stamp, zoneName } from '../../shared/time/zone'
import { Note } from '../../shared/ui/states'
import type { Statement, Stretch, Verdict } from './seal'

const MOST_TOLD = 20
const FILM = { changed: 'verify.filmChanged', missing: 'verify.filmMissing', added: 'verify.stretchAdded' } as const
const BYTES = { changed: 'verify.stretchChanged', missing: 'verify.stretchMissing', added: 'verify.stretchAdded' } as const

/** Which seconds of the film are not as recorded; where no picture or sound lies, which bytes of the file. */
function told(each: Stretch, s: Statement): string {
  const when = each.recorded
  const bytes = t(BYTES[each.how], { from: number(each.from), to: number(each.to) })
  if (!when) return bytes
  // Whole seconds, none left out: down at the start and up at the end.
  const [from, to] = [Math.floor(when.from / 1e6) * 1000, Math.ceil(when.to / 1e6) * 1000]
  const day = dayStart(s.from / 1000, s.zone) === dayStart(to, s.zone)
  const at = (millis: number) => (day ? clock(millis, s.zone) : stamp(millis, s.zone, currentLang()))
  return `${t(FILM[each.how], { from: at(from), to: at(to) })} ${when.sure ? '' : `${t('verify.unsure')} `}${bytes}`
}

/** What one file's signature says, and what was done to the file. */
export function Verified({ name, verdict, ours }: { name: string; verdict: Verdict; ours: string | undefined }) {
  if (verdict.kind === 'unsigned') return <Note tone="critical" title={t('verify.unsigned', { name })}>{t('verify.unsignedText')}</Note>
  if (verdict.kind === 'forged') return <Note tone="critical" title={t('verify.forged', { name })}>{t('verify.forgedText')}</Note>
  const { statement: s, key, stretches } = verdict
  const lang = currentLang()
  const at = (micros: number) => stamp(micros / 1000, s.zone, lang)
  return (
    <>
      {verdict.kind === 'whole' ? <Note tone="ok" title={t('verify.whole', { name })}>{t(ours === key ? 'verify.ours' : 'verify.compare')}</Note> : (
        <Note tone="critical" title={t('verify.changed', { name })}>
          <ul className="changes">{stretches.slice(0, MOST_TOLD).map((each) => <li key={each.from}>{told(each, s)}</li>)}</ul>
          {stretches.length > MOST_TOLD && t('verify.more', { n: stretches.length - MOST_TOLD })}
        </Note>
      )}
      <p className="mono">{key}</p>
      <dl className="facts">
        <dt>{t('verify.camera')}</dt><dd>{s.cameraName || s.camera} · {s.site}</dd>
        <dt>{t('verify.time')}</dt><dd className="num">{at(s.from)} – {clock(s.to / 1000, s.zone)} {zoneName(s.from / 1000, s.zone, lang)} ({span((s.to - s.from) / 1000)})</dd>
        <dt>{t('verify.by')}</dt><dd className="num">{[s.exportedBy, at(s.exportedAt), s.reference].filter(Boolean).join(' · ')}</dd>
        {s.recorder.serial && <><dt>{t('verify.recorder')}</dt><dd className="num">{s.recorder.model} {s.recorder.serial}</dd></>}
        {s.gaps.length > 0 && <><dt>{t('gap.title')}</dt><dd>{t('export.gaps', { n: s.gaps.length })}</dd></>}
        {s.masked && <><dt>{t('tile.masked')}</dt><dd>{t('verify.masked')}</dd></>}
        {s.timeBurntIn && <><dt>{t('exports.burntIn')}</dt><dd>{t('verify.burntIn')}</dd></>}
        {s.cameras.length > 1 && <><dt>{t('export.cameras')}</dt><dd>{t('verify.others', { cameras: s.cameras.join(', ') })}</dd></>}
      </dl>
    </>
  )
}
