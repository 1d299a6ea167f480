import { Button } from '@mantine/core'
import { Fragment, lazy, Suspense, type ReactNode } from 'react'
import { Problem } from '../api'
import { currentLang, t, tWord } from '../i18n'
import { IconAlertOctagon, IconAlertTriangle, IconCheck, IconInfoCircle } from '../icons'

const StepUp = lazy(() => import('./StepUp'))
const French = lazy(() => import('./French'))
const glyph = { critical: IconAlertOctagon, warning: IconAlertTriangle, ok: IconCheck, info: IconInfoCircle }

export function Note({ tone = 'info', title, children, acts }: { tone?: keyof typeof glyph; title: ReactNode; children?: ReactNode; acts?: ReactNode }) {
  const Icon = glyph[tone]
  return (
    <div className={`note ${tone}`} role={tone === 'critical' ? 'alert' : 'status'}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div>
        <strong>{title}</strong>
        {children && <p>{children}</p>}
        {acts && <div className="acts">{acts}</div>}
      </div>
    </div>
  )
}

/** A sentence of the recorder's own, in the reader's language. */
export function Said({ of }: { of: string }) {
  return currentLang() === 'fr' ? <Suspense><French of={of} /></Suspense> : of
}

/** The same of a field that may be right. */
export const said = (of?: string): ReactNode => of && <Said of={of} />

/** What happened, what it means, what to do: our words by the problem's type, the recorder's own as detail. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const p = error instanceof Problem ? error : new Problem(500, { type: 'fault', detail: String(error) })
  const fields = Object.values(p.fields)
  return (
    <Note
      tone="critical"
      title={tWord('problem', p.type, 'problem.fault')}
      acts={p.type === 'step-up' ? <Suspense><StepUp /></Suspense> : retry && <Button size="xs" variant="default" onClick={retry}>{t('act.retry')}</Button>}
    >
      {tWord('problemAdvice', p.type, 'problemAdvice.fault')} {p.retryAfter ? t('problem.wait', { n: p.retryAfter }) : ''}
      {p.type === 'offline' || p.type === 'wrong-login' || p.type === 'step-up' ? null : <span className="dim"> {fields.length ? fields.map((each) => <Fragment key={each}><Said of={each} /> </Fragment>) : <Said of={p.message} />}</span>}
    </Note>
  )
}

export function Empty({ icon, title, children, act }: { icon: ReactNode; title: string; children?: ReactNode; act?: ReactNode }) {
  return (
    <div className="empty">
      <span aria-hidden>{icon}</span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {act}
    </div>
  )
}

export const Skeleton = ({ height = 120 }: { height?: number }) => <div className="skeleton" style={{ height }} aria-hidden />

export function PageHead({ title, sub, children }: { title: string; sub?: ReactNode; children?: ReactNode }) {
  return (
    <header className="page-head">
      <div className="grow">
        <h1>{title}</h1>
        {sub && <p>{sub}</p>}
      </div>
      {children}
    </header>
  )
}
