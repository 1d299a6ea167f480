import { lazy, Suspense, useEffect, type ComponentType, type LazyExoticComponent } from 'react'
import { onSignedOut } from '../shared/api'
import { t, useLang } from '../shared/i18n'
import { queries, useMe, useSetup } from '../shared/queries'
import { go, match, useWhere } from '../shared/router'
import { ProblemNote, Skeleton } from '../shared/ui/states'
import { Shell } from './shell/Shell'
import { Wall } from './wall/Wall'

const page = (load: () => Promise<{ default: ComponentType<{ id: string }> }>): Inside => lazy(async () => (await Promise.all([import('./late.css'), load()]))[1])
const Setup = lazy(() => import('./pages/Setup').then((m) => ({ default: m.Setup })))
const SignIn = lazy(() => import('./pages/SignIn').then((m) => ({ default: m.SignIn })))
const SharePage = lazy(() => import('./pages/SharePage').then((m) => ({ default: m.SharePage })))
const VerifyPage = lazy(() => import('./pages/VerifyPage').then((m) => ({ default: m.VerifyPage })))
const Invitation = lazy(() => import('./pages/SignIn').then((m) => ({ default: m.Invitation })))

/** Pages inside the shell; the wall is not among them: it comes with the first load. */
type Inside = LazyExoticComponent<ComponentType<{ id: string }>>
export const PAGES: [pattern: string, page: Inside][] = [
  ['/exports', page(() => import('./pages/Exports'))],
  ['/cameras', page(() => import('./pages/Cameras'))],
  ['/cameras/add', page(() => import('./pages/CameraAdd'))],
  ['/cameras/:id', page(() => import('./pages/CameraEdit'))],
  ['/people', page(() => import('./pages/People'))],
  ['/people/:id', page(() => import('./pages/Person'))],
  ['/system', page(() => import('./pages/SystemOverview'))],
  ['/system/events', page(() => import('./pages/Events'))],
  ['/system/storage', page(() => import('./pages/StoragePage'))],
  ['/system/gaps', page(() => import('./pages/Gaps'))],
  ['/system/health', page(() => import('./pages/Health'))],
  ['/system/log', page(() => import('./pages/Log'))],
  ['/system/audit', page(() => import('./pages/Audit'))],
  ['/system/settings', page(() => import('./pages/SettingsPage'))],
  ['/system/backup', page(() => import('./pages/BackupPage'))],
  ['/system/about', page(() => import('./pages/About'))],
  ['/account', page(() => import('./pages/Account'))],
]

export function App() {
  useLang()
  const { path } = useWhere()
  const Open = path === '/s' ? SharePage : path === '/verify' ? VerifyPage : undefined
  return Open ? <Suspense fallback={<Waiting />}><Open /></Suspense> : <Rooms />
}

function Rooms() {
  const { path } = useWhere()
  const setup = useSetup()
  const me = useMe()

  useEffect(() => {
    onSignedOut(() => {
      if (queries.getQueryData(['me'])) void queries.resetQueries({ queryKey: ['me'] })
    })
  }, [])

  const door = path === '/setup' || path === '/invitation' || path === '/signin'
  const nobody = !me.data && me.isError
  useEffect(() => {
    if (setup.data?.needed && path !== '/setup') go('/setup' + location.hash, true)
    else if (setup.data && !setup.data.needed && nobody && !door && (me.error as { status?: number }).status === 401)
      go(path === '/' && !location.search ? '/signin' : `/signin?to=${encodeURIComponent(path + location.search)}`, true)
    else if (me.data && path === '/signin') go('/', true)
  })

  if (door || setup.data?.needed)
    return (
      <Suspense fallback={<Waiting />}>{path === '/invitation' ? <Invitation /> : path === '/signin' && !setup.data?.needed ? <SignIn /> : <Setup />}</Suspense>
    )
  if (!me.data) {
    const error = setup.error ?? ((me.error as { status?: number } | null)?.status === 401 ? null : me.error)
    return error ? <div className="page"><ProblemNote error={error} retry={() => void queries.resetQueries()} /></div> : <Waiting />
  }

  const live = path === '/' || path === '/live' || match('/live/:layout', path) !== undefined || match('/camera/:id', path) !== undefined
  const found = PAGES.map(([pattern, Page]) => ({ Page, params: match(pattern, path) })).find((p) => p.params)
  return (
    <Shell me={me.data}>
      {live ? <Wall /> : found ? <Suspense fallback={<div className="page"><Skeleton height={320} /></div>}><found.Page id={found.params!.id ?? ''} /></Suspense> : (
        <div className="page empty"><img src="/icon.svg" alt="" width={56} /><h1>{t('page.none')}</h1><p><a href="/">{t('nav.live')}</a></p></div>
      )}
    </Shell>
  )
}

const Waiting = () => <div style={{ height: '100%', display: 'grid', placeItems: 'center' }} aria-busy="true"><img src="/icon.svg" alt="Nightjar" width={56} /></div>
