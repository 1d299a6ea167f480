import { useEffect, useRef, type ReactNode } from 'react'

/** Takes the focus when its page comes, unless a field or button of the page has it: the page is heard, and the next Tab is the first in it. */
export function Heading({ children }: { children: ReactNode }) {
  const own = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!own.current!.closest('main')!.contains(document.activeElement)) own.current!.focus()
  }, [])
  return <h1 ref={own} tabIndex={-1}>{children}</h1>
}
