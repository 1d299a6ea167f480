import { Button } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { t } from '../i18n'

/** For what cannot be undone: the first press says what will be lost and asks, the second does it; left alone it asks anew. */
export function TwoStep({ act, children, warning, icon }: { act: () => void; children: ReactNode; warning: string; icon?: ReactNode }) {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    if (!asked) return
    const timer = setTimeout(() => setAsked(false), 10_000)
    return () => clearTimeout(timer)
  }, [asked])
  if (!asked) return <Button variant="default" leftSection={icon} onClick={() => setAsked(true)}>{children}</Button>
  return (
    <span className="row" role="group" aria-label={warning}>
      <span role="status">{warning}</span>
      <Button color="red" autoFocus onClick={() => (setAsked(false), act())}>{children}</Button>
      <Button variant="default" onClick={() => setAsked(false)}>{t('act.cancel')}</Button>
    </span>
  )
}
