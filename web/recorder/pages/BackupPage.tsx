import { Button, FileInput, PasswordInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { BASE, call, Problem, problemOf, type Micros } from '../../shared/api'
import { now, useZone } from '../../shared/clock'
import { currentLang, t, tWord } from '../../shared/i18n'
import { IconDownload } from '../../shared/icons'
import { queries } from '../../shared/queries'
import { stamp } from '../../shared/time/zone'
import { Note, PageHead, ProblemNote } from '../../shared/ui/states'
import { SystemPage } from './SystemNav'

type Change = { kind: string; name: string; what: string }
type Look = { made: Micros; by: string; software: string; site: string; changes: Change[] }

export default function BackupPage() {
  return (
    <SystemPage>
      <PageHead title={t('system.backup')} sub={t('backup.lead')} />
      <div className="grid wide-grid"><Make /><Restore /></div>
      <p className="dim">{t('backup.stays')}</p>
    </SystemPage>
  )
}

function Make() {
  const [passphrase, setPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<Problem>()
  async function make(e: FormEvent) {
    e.preventDefault()
    setBusy(true)
    setDone(false)
    setError(undefined)
    try {
      const answer = await fetch(`${BASE}/backup`, { method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ passphrase }) })
      if (!answer.ok) throw await problemOf(answer)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await answer.blob())
      link.download = `nightjar-${new Date(now()).toISOString().slice(0, 10)}.njbackup`
      link.click()
      URL.revokeObjectURL(link.href)
      setPassphrase('')
      setDone(true)
    } catch (e) {
      setError(e instanceof Problem ? e : new Problem(0, { detail: String(e) }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="card stack" onSubmit={(e) => void make(e)}>
      <h2>{t('backup.make')}</h2>
      <PasswordInput label={t('backup.passphrase')} description={t('backup.passphraseHelp')} value={passphrase} onChange={(e) => setPassphrase(e.currentTarget.value)} autoComplete="off" maxLength={256}
        error={error?.fields.password && error.fields.password.split(',').map((code) => tWord('weak', code, 'weak.other')).join(' ')} />
      {error && error.type !== 'weak-password' && <ProblemNote error={error} />}
      {done && <Note tone="ok" title={t('backup.done')} />}
      <div><Button type="submit" loading={busy} disabled={!passphrase} leftSection={<IconDownload size={16} />}>{t('backup.download')}</Button></div>
    </form>
  )
}

function Restore() {
  const zone = useZone()
  const [file, setFile] = useState<File | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const [look, setLook] = useState<Look>()
  const [applied, setApplied] = useState(false)
  const [error, setError] = useState<Problem>()
  async function ask(path: string): Promise<Look | undefined> {
    setBusy(true)
    setError(undefined)
    try {
      const bytes = new Uint8Array(await file!.slice(0, 750_000).arrayBuffer())
      let text = ''
      for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
      return await call<Look>('POST', path, { file: btoa(text), passphrase })
    } catch (e) {
      setError(e instanceof Problem ? e : new Problem(0, { detail: String(e) }))
      return undefined
    } finally {
      setBusy(false)
    }
  }
  async function show(e: FormEvent) {
    e.preventDefault()
    setApplied(false)
    setLook(await ask('/backup/look'))
  }
  async function apply() {
    const done = await ask('/backup/restore')
    if (!done) return
    setLook(done)
    setApplied(true)
    setPassphrase('')
    void queries.invalidateQueries()
  }
  const news = look?.changes.filter((c) => c.what === 'added' || c.what === 'changed') ?? []
  return (
    <form className="card stack" onSubmit={(e) => void show(e)}>
      <h2>{t('backup.restore')}</h2>
      <p className="dim">{t('backup.restoreLead')}</p>
      <FileInput label={t('backup.file')} placeholder={t('backup.choose')} value={file} onChange={(f) => (setFile(f), setLook(undefined), setApplied(false))} accept=".njbackup" />
      <PasswordInput label={t('backup.passphrase')} value={passphrase} onChange={(e) => setPassphrase(e.currentTarget.value)} autoComplete="off" maxLength={256} />
      {error && <ProblemNote error={error} />}
      {applied ? <Note tone="ok" title={t('backup.applied')}>{t('backup.appliedText')}</Note> : !look && <div><Button type="submit" variant="default" loading={busy} disabled={!file || !passphrase}>{t('backup.look')}</Button></div>}
      {look && (
        <>
          <p>{t('backup.from', { site: look.site, when: stamp(look.made / 1000, zone, currentLang()), who: look.by })}</p>
          {!news.length && <p>{t('backup.nothing')}</p>}
          <ul className="plain changes">{look.changes.map((c) => <li key={c.kind + c.name} className={c.what === 'added' || c.what === 'changed' ? '' : 'dim'}>{tWord('backupkind', c.kind, 'backupkind.site')} <strong>{c.name}</strong> {tWord('backupwhat', c.what, 'backupwhat.same')}</li>)}</ul>
          {!applied && <div><Button type="button" loading={busy} disabled={!news.length} onClick={() => void apply()}>{t('backup.apply')}</Button></div>}
        </>
      )}
    </form>
  )
}
