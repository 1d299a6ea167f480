import './system.css'
import type { ReactNode } from 'react'
import { t, type Key } from '../../shared/i18n'
import { useMe } from '../../shared/queries'
import { Link, useWhere } from '../../shared/router'

const PAGES: { href: string; text: Key; admin?: boolean }[] = [
  { href: '/system', text: 'system.overview' },
  { href: '/system/storage', text: 'system.storage' },
  { href: '/system/gaps', text: 'system.gaps' },
  { href: '/system/health', text: 'system.health' },
  { href: '/system/audit', text: 'system.audit', admin: true },
  { href: '/system/settings', text: 'system.settings', admin: true },
  { href: '/system/about', text: 'system.about' },
]

export function SystemPage({ children }: { children: ReactNode }) {
  const { path } = useWhere()
  const admin = useMe().data?.role === 'administrator'
  return (
    <div className="page">
      <nav className="sub-nav" aria-label={t('nav.system')}>
        {PAGES.filter((p) => admin || !p.admin).map((p) => <Link key={p.href} href={p.href} aria-current={p.href === path ? 'page' : undefined}>{t(p.text)}</Link>)}
      </nav>
      {children}
    </div>
  )
}
