import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../shared/i18n'
import { IconCopy } from '../../shared/icons'

export function CopyField({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="row" style={{ alignItems: 'end', flexWrap: 'nowrap' }}>
      <TextInput label={label} value={value} readOnly style={{ flex: 1 }} classNames={{ input: 'mono' }} onFocus={(e) => e.currentTarget.select()} />
      <Button variant="default" leftSection={<IconCopy size={16} />} onClick={() => void navigator.clipboard?.writeText(value).then(() => setCopied(true), () => {})}>{t(copied ? 'act.copied' : 'act.copy')}</Button>
    </div>
  )
}
