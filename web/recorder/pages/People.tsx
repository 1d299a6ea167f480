import './people.css'
import { Button, Modal, Radio, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { all, call, toMicros, type Problem, type Role, type User } from '../../shared/api'
import { now, useZone } from '../../shared/clock'
import { currentLang, t } from '../../shared/i18n'
import { IconAlertTriangle, IconUserPlus } from '../../shared/icons'
import { queries } from '../../shared/queries'
import { go } from '../../shared/router'
import { span, stamp } from '../../shared/time/zone'
import { Note, PageHead, ProblemNote, Skeleton, said } from '../../shared/ui/states'
import { CopyField } from './CopyField'

export const useUsers = () => useQuery({ queryKey: ['users'], queryFn: ({ signal }) => all<User>('/users', signal) })

export default function People() {
  const zone = useZone()
  const users = useUsers()
  const [inviting, setInviting] = useState(false)
  return (
    <div className="page">
      <PageHead title={t('nav.people')} sub={t('people.lead')}><Button leftSection={<IconUserPlus size={18} />} onClick={() => setInviting(true)}>{t('people.invite')}</Button></PageHead>
      {users.isError ? <ProblemNote error={users.error} retry={() => void users.refetch()} /> : !users.data ? <Skeleton height={200} /> : (
        <div className="table-wrap">
          <table className="data cards">
            <thead><tr><th>{t('people.name')}</th><th>{t('people.role')}</th><th>{t('people.until')}</th><th>{t('people.seen')}</th><th>{t('people.second')}</th></tr></thead>
            <tbody>
              {users.data.map((u) => (
                <tr key={u.id} className="press" onClick={() => go(`/people/${u.id}`)}>
                  <td><a href={`/people/${u.id}`} onClick={(e) => (e.preventDefault(), e.stopPropagation(), go(`/people/${u.id}`))}>{u.name}</a>{u.disabled && <span className="chip"> {t('people.disabled')}</span>}</td>
                  <td>{t(`role.${u.role}`)}</td>
                  <td className="num" data-label={t('people.until')}>{u.until ? stamp(u.until / 1000, zone, currentLang()) : '–'}</td>
                  <td className="num" data-label={t('people.seen')}>{u.lastSeen ? t('tile.ago', { age: span(now() - u.lastSeen / 1000) }) : t('people.never')}</td>
                  <td data-label={t('people.second')}>{u.second ? t('people.on') : u.role === 'administrator' ? <span className="chip warning"><IconAlertTriangle size={14} aria-hidden /> {t('people.noSecond')}</span> : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {inviting && <Invite close={() => setInviting(false)} />}
    </div>
  )
}

const cards: { key: 'manager' | 'guard' | 'family' | 'installer'; role: Role; acts: string[]; days?: number }[] = [
  { key: 'guard', role: 'operator', acts: ['live', 'playback', 'export', 'ptz'] },
  { key: 'family', role: 'viewer', acts: ['live', 'playback'] },
  { key: 'installer', role: 'operator', acts: ['live', 'settings'], days: 7 },
  { key: 'manager', role: 'administrator', acts: [] },
]

/** A card says who it is; the link does the rest. The person sets their own password. */
function Invite({ close }: { close: () => void }) {
  const [name, setName] = useState('')
  const [card, setCard] = useState('guard')
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<Problem>()
  const [link, setLink] = useState<string>()
  async function send(e: FormEvent) {
    e.preventDefault()
    setTried(true)
    if (!name.trim()) return
    setBusy(true)
    setError(undefined)
    const c = cards.find((x) => x.key === card)!
    try {
      const made = await call<User & { invitation?: string }>('POST', '/users', {
        name: name.trim(), role: c.role, ...(c.acts.length ? { grants: [{ camera: '*', acts: c.acts }] } : {}), ...(c.days ? { until: toMicros(now() + c.days * 86_400_000) } : {}),
      })
      void queries.invalidateQueries({ queryKey: ['users'] })
      setLink(`${location.origin}/invitation#token=${made.invitation ?? ''}`)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={close} title={t('people.invite')} lockScroll={false} size="lg" closeButtonProps={{ 'aria-label': t('act.close') }}>
      {link ? (
        <div className="stack">
          <Note tone="ok" title={t('people.linkTitle', { name })}>{t('people.linkText')}</Note>
          <CopyField label={t('people.link')} value={link} />
          <Button onClick={close}>{t('act.close')}</Button>
        </div>
      ) : (
        <form className="stack" onSubmit={(e) => void send(e)}>
          <TextInput label={t('people.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} data-autofocus maxLength={64} required error={said(error?.fields.name) ?? (tried && !name.trim() ? t('form.needed') : undefined)} />
          <Radio.Group label={t('people.who')} value={card} onChange={setCard}>
            <div className="person-cards">{cards.map((c) => <Radio key={c.key} value={c.key} label={t(`card.${c.key}`)} description={t(`cardText.${c.key}`)} />)}</div>
          </Radio.Group>
          {error && <ProblemNote error={error} />}
          <Button type="submit" loading={busy}>{t('people.makeLink')}</Button>
        </form>
      )}
    </Modal>
  )
}
