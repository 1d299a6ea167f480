import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { t } from '../i18n'

const AT_ONCE = 30

/** The first items of a long list, and a button for more of them: a thousand cards with their forms take a browser half a minute. */
export function Some<T>({ of, children }: { of: T[]; children: (item: T) => ReactNode }) {
  const [shown, setShown] = useState(AT_ONCE)
  const left = of.length - shown
  return (
    <ul className="stack plain">
      {of.slice(0, shown).map(children)}
      {left > 0 && <li><Button variant="default" onClick={() => setShown(shown + AT_ONCE)}>{t('act.more', { n: left })}</Button></li>}
    </ul>
  )
}
