import { createElement, useSyncExternalStore, type AnchorHTMLAttributes, type ReactNode } from 'react'

/** The address bar is the state: pages read it here and write it with `go`. Owned by the browser's history. */
const listeners = new Set<() => void>()
const told = () => listeners.forEach((l) => l())
if (typeof window !== 'undefined') window.addEventListener('popstate', told)

export type Where = { path: string; query: URLSearchParams }
let last: Where | undefined
let lastHref = ''

function where(): Where {
  if (!last || lastHref !== location.href) {
    lastHref = location.href
    last = { path: location.pathname, query: new URLSearchParams(location.search) }
  }
  return last
}

export function useWhere(): Where {
  return useSyncExternalStore((l) => (listeners.add(l), () => listeners.delete(l)), where)
}

export function go(to: string, replace = false) {
  if (to === location.pathname + location.search) return
  history[replace ? 'replaceState' : 'pushState'](null, '', to)
  told()
}

/** Changes query parameters of the present page; `undefined` removes one. */
export function setQuery(changes: Record<string, string | undefined>, replace = true) {
  const query = new URLSearchParams(location.search)
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(key)
    else query.set(key, value)
  }
  const text = query.toString().replaceAll('%3A', ':')
  go(location.pathname + (text ? `?${text}` : ''), replace)
}

/** `match('/cameras/:id', path)` is `{id}` or undefined. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const want = pattern.split('/')
  const have = path.replace(/(.)\/$/, '$1').split('/')
  if (want.length !== have.length) return undefined
  const found: Record<string, string> = {}
  for (let i = 0; i < want.length; i++) {
    const w = want[i]!
    const h = have[i]!
    if (w.startsWith(':')) {
      try {
        found[w.slice(1)] = decodeURIComponent(h)
      } catch {
        return undefined
      }
    } else if (w !== h) return undefined
  }
  return found
}

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string; children?: ReactNode }

/** A link inside the app; with a modifier key or middle button the browser opens it as it likes. */
export function Link({ href, onClick, ...rest }: LinkProps) {
  return createElement('a', {
    ...rest,
    href,
    onClick: (e: React.MouseEvent<HTMLAnchorElement>) => {
      onClick?.(e)
      if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey || rest.target) return
      e.preventDefault()
      go(href)
    },
  })
}
