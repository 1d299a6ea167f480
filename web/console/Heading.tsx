import { useEffect, useRef, type ReactNode } from 'react'
import { t } from './words'

/** Takes the focus when its page comes, unless a field or button of the page has it: the page is heard, and the next Tab is the first in it. */
export function Heading({ children }: { children: ReactNode }) {
  const own = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!own.current!.closest('main')!.contains(document.activeElement)) own.current!.focus()
  }, [])
  return <h1 ref={own} tabIndex={-1}>{children}</h1>
}

/** The three steps of a new password, and which of them this is. */
export const Steps = ({ at }: { at: 1 | 2 | 3 }) => (
  <small className="steps">{t('code.steps').split(' > ').map((step, i) => <span key={step} aria-current={i + 1 === at ? 'step' : undefined}>{step}</span>)}</small>
)
