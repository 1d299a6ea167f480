import './system.css'
import { useEffect, useRef, type ReactNode } from 'react'
import { t, type Key } from '../../shared/i18n'
import { useMe } from '../../shared/queries'
import { Link, useWhere } from '../../shared/router'

const PAGES: { href: string; text: Key; admin?: boolean }[] = [
  { href: '/system', text: 'system.overview' },
  { href: '/system/events', text: 'system.events' },
  { href: '/system/storage', text: 'system.storage' },
  { href: '/system/gaps', text: 'system.gaps' },
  { href: '/system/health', text: 'system.health' },
  { href: '/system/log', text: 'system.log', admin: true },
  { href: '/system/audit', text: 'system.audit', admin: true },
  { href: '/system/settings', text: 'system.settings', admin: true },
  { href: '/system/backup', text: 'system.backup', admin: true },
  { href: '/system/about', text: 'system.about' },
]

export function SystemPage({ children }: { children: ReactNode }) {
  const { path } = useWhere()
  const nav = useRef<HTMLElement>(null)
  // On a phone the row is wider than the screen: the page one is on must not be the one that is hidden.
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (here && nav.current) nav.current.scrollLeft = here.offsetLeft - (nav.current.clientWidth - here.clientWidth) / 2
  }, [path])
  const admin = useMe().data?.role === 'administrator'
  return (
    <div className="page">
      <nav ref={nav} className="sub-nav" aria-label={t('nav.system')}>
        {PAGES.filter((p) => admin || !p.admin).map((p) => <Link key={p.href} href={p.href} aria-current={p.href === path ? 'page' : undefined}>{t(p.text)}</Link>)}
      </nav>
      {children}
    </div>
  )
}
