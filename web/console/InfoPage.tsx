import { useState, type SyntheticEvent } from 'react'
import type { Place } from './app'
import { ask, type Info } from './bridge'
import { grouped } from './code'
import { clock, current, day, t, zone, type Key } from './words'
import { Heading } from './Heading'

/** Labels are these four words in every language, as on the sticker and in the portal's form; French stands beside them. */
const Row = ({ label, beside, value }: { label: string; beside: Key; value: string }) => (
  <div className="row">
    <dt><span lang="en">{label}</span>{current() === 'fr' && t(beside) !== label && <small> {t(beside)}</small>}</dt>
    <dd>{value}</dd>
  </div>
)

export function InfoPage({ info, go, refresh }: { info: Info | undefined; go: (to: Place) => void; refresh: () => void }) {
  const [larger, setLarger] = useState(false)
  if (!info) return <main className="page"><Heading>{t('info.title')}</Heading><p role="status">{t('wall.noRecorder')}</p><footer><button onClick={() => go('wall')}>{t('menu.close')}</button></footer></main>
  const live = info.recovery
  const code = live && <Code link={live.link} share={larger ? 0.85 : 0.5} />
  if (live && larger)
    return (
      <main className="page large-code" onClick={() => setLarger(false)}>
        {code}
        <button autoFocus>{t('act.smaller')}</button>
      </main>
    )
  return (
    <main className={live ? 'page with-code' : 'page'}>
      <Heading>{t('info.title')} <small>Nightjar {info.software}</small></Heading>
      <div className="info">
        <div>
          <dl>
            <Row label="Model Number" beside="info.model" value={info.model} />
            <Row label="Device ID" beside="info.device" value={info.deviceId} />
            <Row label="Serial Number" beside="info.serial" value={grouped(info.serial, ' ')} />
            <Row label="Date" beside="info.date" value={`${day(info.time, '2-digit')}\n${clock(info.time)} ${zone(info.time)}`} />
            {live && <Row label="Request code" beside="info.request" value={live.requestCode} />}
          </dl>
          {live ? <p className="dim">{t('info.started', { day: day(live.started), time: clock(live.started), n: live.triesLeft })}</p> : <p>{t('info.none')}</p>}
          <p className="dim">{t('wall.recording', { recording: info.recording, cameras: info.cameras })} {info.portal && t('info.help', { where: info.portal.toLowerCase() })}</p>
        </div>
        {live && (
          <figure>
            {code}
            <figcaption className="dim">{t('info.moves')}</figcaption>
          </figure>
        )}
      </div>
      <footer>
        {live ? <button className="primary" onClick={() => go('update')}>{t('act.enter')}</button> : <button className="primary" onClick={() => go('forgot')}>{t('act.forgot')}</button>}
        {live && <button onClick={() => setLarger(true)}>{t('act.larger')}</button>}
        {live && <button onClick={() => void ask({ ask: 'CANCEL' }).then(refresh)}>{t('act.cancel')}</button>}
        <span className="grow" />
        <button onClick={() => go('wall')}>{t('menu.close')}</button>
      </footer>
    </main>
  )
}

/** Whole pixels for each module, at least 5, and about `share` of the screen's height in all. */
function Code({ link, share }: { link: string; share: number }) {
  const [modules, setModules] = useState(0)
  const learn = (e: SyntheticEvent<HTMLImageElement>) => setModules(e.currentTarget.naturalWidth)
  const side = modules * Math.max(5, Math.floor((innerHeight * share) / Math.max(1, modules)))
  return <img className="qr" src={`/qr.svg?${encodeURIComponent(link)}`} alt={t('info.qr')} onLoad={learn} style={modules ? { width: side, height: side } : { visibility: 'hidden' }} />
}
