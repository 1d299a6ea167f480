import { Button } from '@mantine/core'
import { own } from '../shared/i18n'
import { go } from '../shared/router'
import { Heading } from '../shared/ui/Heading'

export function Help() {
  return (
    <>
      <Heading>{own('help.title')}</Heading>
      <div className="card stack">
        <p style={{ margin: 0 }}>{own('help.lead')}</p>
        <ol className="stack" style={{ margin: 0, paddingLeft: 20 }}>
          <li>{own('help.1')}</li>
          <li>{own('help.2')}</li>
          <li>{own('help.3')}</li>
        </ol>
        <Button size="md" onClick={() => go('/reset')}>{own('help.go')}</Button>
      </div>
      <p className="dim">{own('help.foot')}</p>
    </>
  )
}
