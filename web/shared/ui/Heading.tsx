import { useEffect, useRef } from 'react'

/** The page that came with the address is read from its top by itself; every later one must say that it has come. */
let first = true

/** A page's heading takes the focus when the page comes, unless a field of the page has it: who cannot see the page hears what it is, and the next Tab is the first in it. */
export function Heading({ children, className }: { children: string; className?: string }) {
  const own = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const heading = own.current!
    const early = first
    first = false
    if (!early && !heading.closest('main')?.contains(document.activeElement)) heading.focus()
  }, [])
  useEffect(() => {
    document.title = `${children} – Nightjar`
  }, [children])
  return <h1 ref={own} tabIndex={-1} className={className}>{children}</h1>
}
