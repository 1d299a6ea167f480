import { lazy, Suspense, useState, type ComponentProps } from 'react'
import type { Me } from '../../shared/api'
import { t } from '../../shared/i18n'
import { IconUser } from '../../shared/icons'

const AccountMenu = lazy(() => import('./AccountMenu'))

/** Its menu, a fifth of the first load, is fetched when somebody opens it. */
export function Account({ me }: { me: Me }) {
  const [asked, setAsked] = useState(false)
  const button = <AccountButton me={me} aria-busy={asked} onClick={() => setAsked(true)} />
  return asked ? <Suspense fallback={button}><AccountMenu me={me} /></Suspense> : button
}

export const AccountButton = ({ me, ...more }: { me: Me } & ComponentProps<'button'>) => (
  <button type="button" className="account" aria-haspopup="menu" aria-label={t('account.menu', { name: me.name })} {...more}><IconUser size={18} stroke={1.5} aria-hidden /></button>
)
