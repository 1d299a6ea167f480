import type { Problem } from '../../shared/api'
import { t } from '../../shared/i18n'
import { Note, ProblemNote } from '../../shared/ui/states'

/** What a browser does not say, in our words. */
export const PasskeyProblem = ({ error }: { error: Problem }) =>
  error.type === 'passkey-cancelled' ? <Note tone="warning" title={t('passkeys.cancelled')}>{t('passkeys.cancelledText')}</Note> : <ProblemNote error={error} />
