import { tWord } from '../../shared/i18n'
import { IconCalendarTime, IconClockExclamation, IconDatabase, IconHelp, IconLock, IconPlugConnectedX, IconPower, IconWifiOff } from '../../shared/icons'

/** Each cause has its own glyph and its own words; colour carries nothing. */
const glyphs: Record<string, typeof IconHelp> = {
  camera: IconPlugConnectedX, network: IconWifiOff, disk: IconDatabase, us: IconPower, clock: IconClockExclamation, masked: IconCalendarTime, withheld: IconLock, unknown: IconHelp,
}
export const causeIcon = (cause: string) => glyphs[cause] ?? IconHelp
export const causeWord = (cause: string) => tWord('cause', cause, 'cause.unknown')
export const causeLong = (cause: string) => tWord('causeLong', cause, 'causeLong.unknown')
export const causeDo = (cause: string) => tWord('causeDo', cause, 'causeDo.unknown')
