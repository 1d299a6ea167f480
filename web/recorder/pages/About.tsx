import { t } from '../../shared/i18n'
import { useSystem } from '../../shared/queries'
import { PageHead } from '../../shared/ui/states'
import { SystemPage } from './SystemNav'

export default function About() {
  const system = useSystem()
  return (
    <SystemPage>
      <PageHead title="Nightjar" sub={system.data && t('about.version', { version: system.data.version })} />
      <section className="card stack" style={{ maxWidth: 640 }}>
        <p>{t('about.text')}</p>
        <p className="dim">{t('about.licence')}</p>
        {system.data?.evidenceKey && (
          <div>
            <h2>{t('about.key')}</h2>
            <p className="mono">{system.data.evidenceKey}</p>
            <p className="dim">{t('about.keyText')}</p>
            <p><a href="/verify">{t('verify.here')}</a></p>
          </div>
        )}
        <p><a href="/api/openapi.json">{t('about.api')}</a></p>
      </section>
    </SystemPage>
  )
}
