import './door.css'
import type { ReactNode } from 'react'
import { currentLang, setLang, t } from '../../shared/i18n'

export function Door({ site, children }: { site?: string; children: ReactNode }) {
  const other = currentLang() === 'fr' ? 'en' : 'fr'
  return (
    <div className="door">
      <main>
        <div className="brand"><img src="/icon.svg" alt="" /> Nightjar{site ? ` · ${site}` : ''}</div>
        <div className="card">{children}</div>
        <footer>
          <span>{t('door.foot')}</span>
          <button className="link" lang={other} onClick={() => void setLang(other)}>{other === 'fr' ? 'Français' : 'English'}</button>
        </footer>
      </main>
    </div>
  )
}
