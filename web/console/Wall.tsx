import type { Place } from './app'
import type { Info } from './bridge'
import { clock, current, day, otherLanguage, t } from './words'

export function Wall({ info, go }: { info: Info | undefined; go: (to: Place) => void }) {
  return (
    <main className="page wall">
      <section className="tiles">
        <div className="state" role="status">
          {info ? <p className="big">{t('wall.recording', { recording: info.recording, cameras: info.cameras })}</p> : <p>{t('wall.noRecorder')}</p>}
          <p className="dim">{t('wall.hint')}</p>
        </div>
      </section>
      <h1 className="sr-only">{t('menu.live')}</h1>
      <footer>
        <button onClick={() => go('info')}>{t('menu.info')}</button>
        <button onClick={() => go('menu')}>{t('menu.main')}</button>
        <button lang={current() === 'fr' ? 'en' : 'fr'} onClick={otherLanguage}>{t('menu.language')}</button>
        <span className="grow" />
        {info && <span className="num dim">{day(info.time)} · {clock(info.time)}</span>}
      </footer>
    </main>
  )
}
