import './shell.css'
import { useEffect, useState, type ReactNode } from 'react'
import type { Me } from '../../shared/api'
import { now, setSite, useZone, viewerSkew } from '../../shared/clock'
import { currentLang, t, type Key } from '../../shared/i18n'
import { IconDeviceCctv, IconFileExport, IconLayoutGrid, IconSettings, IconUser, IconUsers } from '../../shared/icons'
import { useExports, useSystem } from '../../shared/queries'
import { Link, useWhere } from '../../shared/router'
import { clock, offsetMinutes, zoneName } from '../../shared/time/zone'
import { Account } from './AccountButton'
import { useEvents } from './events'
import { RecoveryBanner, WithheldBanner } from './RecoveryBanner'

type Door = { href: string; text: Key; icon: typeof IconUser; adminOnly?: boolean }
const DOORS: Door[] = [
  { href: '/', text: 'nav.live', icon: IconLayoutGrid },
  { href: '/exports', text: 'nav.exports', icon: IconFileExport },
  { href: '/cameras', text: 'nav.cameras', icon: IconDeviceCctv },
  { href: '/people', text: 'nav.people', icon: IconUsers, adminOnly: true },
  { href: '/system', text: 'nav.system', icon: IconSettings },
]

export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const { path } = useWhere()
  const system = useSystem()
  const zone = useZone()
  const offlineSince = useEvents()
  useEffect(() => {
    if (system.data) setSite(system.data.now / 1000, system.data.zone)
  }, [system.data])
  useEffect(() => {
    document.title = system.data ? `${system.data.site} · Nightjar` : 'Nightjar'
  }, [system.data?.site])
  const on = (href: string) => (href === '/' ? path === '/' || path.startsWith('/live') || path.startsWith('/camera/') : path === href || path.startsWith(`${href}/`))

  return (
    <div className="shell">
      <a className="skip" href="#main">{t('nav.skip')}</a>
      <nav className="rail" aria-label={t('nav.main')}>
        <Link className="mark" href="/" aria-label="Nightjar"><img src="/icon.svg" alt="" width={32} height={32} /></Link>
        {DOORS.filter((d) => !d.adminOnly || me.role === 'administrator').map(({ href, text, icon: Icon }) => (
          <Link key={href} href={href} className="door-link" aria-current={on(href) ? 'page' : undefined}>
            <Icon size={22} stroke={1.5} aria-hidden />
            <span>{t(text)}</span>
          </Link>
        ))}
      </nav>
      <header className="top">
        <strong className="site">{system.data?.site ?? 'Nightjar'}</strong>
        <span className="grow" />
        <ExportChip />
        <SiteClock zone={zone} />
        <Account me={me} />
      </header>
      <main id="main" tabIndex={-1}>
        {offlineSince !== undefined && <p className="banner critical" role="alert">{t('offline.banner', { time: clock(offlineSince, zone, 'minute') })}</p>}
        {me.role === 'administrator' && <RecoveryBanner />}
        {system.data?.withheld && <WithheldBanner withheld={system.data.withheld} administrator={me.role === 'administrator'} />}
        {Math.abs(viewerSkew()) > 120_000 && <p className="banner">{t('clock.skew')}</p>}
        {children}
      </main>
    </div>
  )
}

/** The site's time; when the viewer's zone differs now, it says so. */
function SiteClock({ zone }: { zone: string }) {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone
  const apart = offsetMinutes(at, mine) - offsetMinutes(at, zone)
  const hours = `${apart > 0 ? '+' : '−'}${Math.floor(Math.abs(apart) / 60)}${apart % 60 ? `:${String(Math.abs(apart) % 60).padStart(2, '0')}` : ''} h`
  return (
    <span className="site-clock num" title={zone}>
      <span className="sr-only">{t('clock.site')}</span>
      {clock(at, zone)} <span className="dim zone">{zoneName(at, zone, currentLang())}{apart !== 0 && <> · {t('clock.you', { hours })}</>}</span>
    </span>
  )
}

function ExportChip() {
  const { data } = useExports()
  const going = data?.filter((e) => e.state === 'running' || e.state === 'waiting') ?? []
  if (!going.length) return null
  const bytes = going.reduce((n, e) => n + e.bytes, 0)
  const done = bytes ? Math.floor((100 * going.reduce((n, e) => n + e.doneBytes, 0)) / bytes) : 0
  return <Link className="chip" href="/exports"><span className="chip-word">{t('export.going', { n: going.length })}</span> <span className="num">{done} %</span></Link>
}
