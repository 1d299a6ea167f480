import './people.css'
import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ACTS, all, call, toMicros, type Act, type Grant, type Problem, type Role, type Session, type User } from '../../shared/api'
import { now, siteZone, useZone } from '../../shared/clock'
import { t } from '../../shared/i18n'
import { queries, useCameras, useMe } from '../../shared/queries'
import { go, Link } from '../../shared/router'
import { dayStart, instantsOf, iso } from '../../shared/time/zone'
import { Note, PageHead, ProblemNote, Skeleton } from '../../shared/ui/states'
import { CopyField } from './CopyField'
import { useUsers } from './People'
import { Sessions } from './Sessions'

export default function Person({ id }: { id: string }) {
  const users = useUsers()
  const user = users.data?.find((u) => u.id === id)
  if (users.isError) return <div className="page"><PageHead title={t('nav.people')} /><ProblemNote error={users.error} retry={() => void users.refetch()} /></div>
  if (!user) return <div className="page"><Skeleton height={300} /></div>
  return <Form key={user.id} user={user} />
}

/** What each role can have at most. */
const ceiling: Record<Role, Act[]> = { administrator: ACTS, operator: ACTS, viewer: ['live', 'playback'] }

function Form({ user }: { user: User }) {
  const zone = useZone()
  const cameras = useCameras()
  const me = useMe()
  const [role, setRole] = useState<Role>(user.role)
  const [grants, setGrants] = useState<Grant[]>(user.grants)
  const [until, setUntil] = useState(user.until ? iso(user.until / 1000 - 1, zone).slice(0, 10) : '')
  const [purpose, setPurpose] = useState(user.purpose ?? '')
  const [disabled, setDisabled] = useState(user.disabled)
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<Problem>()
  const [removing, setRemoving] = useState(false)
  const [link, setLink] = useState<string>()
  const self = me.data?.id === user.id
  const sessions = useQuery({ queryKey: ['sessions', user.id], queryFn: ({ signal }) => all<Session>(`/users/${user.id}/sessions`, signal) })

  const rows = [{ id: '*', name: t('person.allCameras') }, ...(cameras.data ?? []).map((c) => ({ id: c.id, name: c.name }))]
  const has = (camera: string, act: Act) => grants.some((g) => g.camera === camera && g.acts.includes(act))
  const everywhere = (act: Act) => has('*', act)
  function toggle(camera: string, act: Act, on: boolean) {
    setSaved(false)
    const old = grants.find((g) => g.camera === camera)?.acts ?? []
    const acts = ACTS.filter((a) => (a === act ? on : old.includes(a)))
    setGrants([...grants.filter((g) => g.camera !== camera), ...(acts.length ? [{ camera, acts }] : [])])
  }
  async function save() {
    setBusy(true)
    setError(undefined)
    try {
      const [y, m, d] = until.split('-').map(Number)
      const end = until ? (instantsOf(y!, m!, d!, 12, 0, 0, siteZone())[0] ?? now()) : undefined
      await call<User>('PUT', `/users/${user.id}`, {
        role, grants: grants.map((g) => ({ ...g, acts: g.acts.filter((a) => ceiling[role].includes(a)) })), disabled, ...(end ? { until: toMicros(dayStart(end, siteZone(), 1)) } : {}), ...(purpose.trim() ? { purpose: purpose.trim() } : {}),
      })
      void queries.invalidateQueries({ queryKey: ['users'] })
      setSaved(true)
    } catch (e) {
      setError(e as Problem)
    } finally {
      setBusy(false)
    }
  }
  const run = (work: () => Promise<unknown>) => void work().catch((e: Problem) => (setRemoving(false), setError(e)))
  return (
    <div className="page">
      <PageHead title={user.name} sub={<Link href="/people">{t('nav.people')}</Link>}>
        <Button variant="default" onClick={() => run(async () => setLink(`${location.origin}/invitation#token=${(await call<{ token: string }>('POST', `/users/${user.id}/invitation`, {})).token}`))}>{t('person.newLink')}</Button>
        {!self && <Button variant="default" onClick={() => setRemoving(true)}>{t('act.remove')}</Button>}
      </PageHead>
      <div className="stack">
        {link && <CopyField label={t('people.link')} value={link} />}
        <section className="card stack">
          <div className="grid">
            <Select label={t('people.role')} value={role} onChange={(v) => (setSaved(false), setRole((v ?? 'viewer') as Role))} allowDeselect={false} data={(['administrator', 'operator', 'viewer'] as const).map((r) => ({ value: r, label: t(`role.${r}`) }))} disabled={self} />
            <TextInput type="date" label={t('people.untilDay')} value={until} onChange={(e) => (setSaved(false), setUntil(e.currentTarget.value))} disabled={self} />
            <TextInput label={t('people.purpose')} description={t('people.purposeHelp')} value={purpose} onChange={(e) => (setSaved(false), setPurpose(e.currentTarget.value))} maxLength={120} />
          </div>
          {!self && <Checkbox label={t('people.disable')} checked={disabled} onChange={(e) => (setSaved(false), setDisabled(e.currentTarget.checked))} />}
        </section>
        <section className="card">
          <h2>{t('person.rights')}</h2>
          {role === 'administrator' ? <p className="dim">{t('person.adminAll')}</p> : (
            <div className="table-wrap">
              <table className="data matrix">
                <thead><tr><th scope="col">{t('person.camera')}</th>{ACTS.map((a) => <th key={a} scope="col">{t(`act.${a}`)}</th>)}</tr></thead>
                <tbody>
                  {rows.map((r) => (
                    <tr key={r.id}>
                      <th scope="row">{r.name}</th>
                      {ACTS.map((a) => (
                        <td key={a}><Checkbox
                          aria-label={`${r.name}: ${t(`act.${a}`)}`} checked={has(r.id, a) || (r.id !== '*' && everywhere(a))} disabled={!ceiling[role].includes(a) || (r.id !== '*' && everywhere(a))}
                          onChange={(e) => toggle(r.id, a, e.currentTarget.checked)}
                        /></td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        {error && <ProblemNote error={error} />}
        <div className="row"><Button loading={busy} onClick={() => void save()}>{t('act.save')}</Button>{saved && <span role="status" className="chip ok">{t('act.saved')}</span>}</div>
        <section className="card"><h2>{t('sessions.title')}</h2>
          {sessions.isError ? <ProblemNote error={sessions.error} /> : <Sessions list={sessions.data} end={(s) => run(async () => (await call('DELETE', `/users/${user.id}/sessions/${s}`), void sessions.refetch()))} />}
        </section>
      </div>
      <Modal opened={removing} onClose={() => setRemoving(false)} title={t('person.removeTitle', { name: user.name })} lockScroll={false} closeButtonProps={{ 'aria-label': t('act.close') }}>
        <div className="stack">
          <Note tone="warning" title={t('person.ends', { n: sessions.data?.length ?? 0 })}>{t('person.endsText')}</Note>
          <div className="row"><Button variant="default" data-autofocus onClick={() => setRemoving(false)}>{t('act.cancel')}</Button>
            <Button className="danger" onClick={() => run(async () => (await call('DELETE', `/users/${user.id}`), await queries.invalidateQueries({ queryKey: ['users'] }), go('/people')))}>{t('act.remove')}</Button></div>
        </div>
      </Modal>
    </div>
  )
}
