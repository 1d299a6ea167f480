import { lazy, Suspense, useEffect, type ComponentType } from 'react'
import { onSignedOut } from '../shared/api'
import { currentLang, own, setLang, useLang } from '../shared/i18n'
import { queries } from '../shared/queries'
import { go, Link, match, useWhere } from '../shared/router'
import { Heading } from '../shared/ui/Heading'
import { Skeleton } from '../shared/ui/states'
import { useMe } from './data'
import { Help } from './Help'
import { SignIn, SignUp, Welcome } from './Entry'

const Reset = lazy(() => import('./Reset').then((m) => ({ default: m.Reset })))
const Progress = lazy(() => import('./Progress').then((m) => ({ default: m.Progress })))
const Account = lazy(() => import('./Account').then((m) => ({ default: m.Account })))
const Claim = lazy(() => import('./Account').then((m) => ({ default: m.Claim })))
const Veto = lazy(() => import('./Veto').then((m) => ({ default: m.Veto })))

type PageOf = ComponentType<{ id: string }>
const OPEN: [string, PageOf][] = [['/', Help], ['/signin', SignIn], ['/signup', SignUp], ['/welcome', Welcome], ['/veto', Veto]]
const OWN: [string, PageOf][] = [['/account', Account], ['/claim', Claim], ['/reset', Reset], ['/requests/:id', Progress]]

export function App() {
  useLang()
  const { path } = useWhere()
  const open = OPEN.find(([p]) => p === path)?.[1]
  const found = OWN.map(([pattern, Page]) => ({ Page, params: match(pattern, path) })).find((p) => p.params)
  const me = useMe()
  const nobody = me.isError && (me.error as { status?: number }).status === 401

  // Who is not known to be signed in has nothing to forget: asking again would be answered the same, for ever.
  useEffect(() => onSignedOut(() => queries.getQueryData(['me']) && void queries.resetQueries({ queryKey: ['me'] })), [])
  // The link of an Info screen survives signing in: it waits in this tab alone.
  useEffect(() => {
    if (path === '/reset' && location.hash.includes('NVR1:')) sessionStorage.setItem('screen', location.href)
    if (path === '/claim' && location.hash.includes('NVC1:')) sessionStorage.setItem('claim', location.href)
    if (found && nobody) go(`/signin?to=${encodeURIComponent(path)}`, true)
  })
  const other = currentLang() === 'fr' ? 'en' : 'fr'
  return (
    <div className="site">
      <header>
        <Link href="/" className="brand"><img src="/icon.svg" alt="" /> {own('site.name')}</Link>
        {me.data ? <Link href="/account">{own('nav.account')}</Link> : <Link href="/signin">{own('nav.in')}</Link>}
      </header>
      <main>
        <Suspense fallback={<Skeleton height={280} />}>
          {open ? pageOf(open, '') : !found ? <><Heading>{own('page.none')}</Heading><p><Link href="/">{own('site.name')}</Link></p></> : me.data ? pageOf(found.Page, found.params!.id ?? '') : <Skeleton height={280} />}
        </Suspense>
      </main>
      <footer>
        {own('site.foot')}
        <button className="link" lang={other} onClick={() => void setLang(other)}>{other === 'fr' ? 'Français' : 'English'}</button>
      </footer>
    </div>
  )
}

const pageOf = (Page: PageOf, id: string) => <Page id={id} />
