/** The icons we use, by name, so that a bundler never looks at the other five thousand. */
export {
  IconActivityHeartbeat, IconAlertOctagon, IconAlertTriangle, IconArrowsMaximize, IconBookmark, IconCalendarTime, IconCameraPlus, IconCamera, IconCheck, IconChevronDown,
  IconChevronLeft, IconChevronRight, IconClockExclamation, IconCopy, IconDatabase, IconDeviceCctv, IconDeviceCctvOff, IconDeviceFloppy, IconDots, IconDownload, IconExternalLink, 
  IconFileExport, IconHelp, IconHistory, IconHome, IconInfoCircle, IconKey, IconLanguage, IconLayoutGrid, IconLock, IconLogout, IconMinus, IconMoon, IconPencil,
  IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward, IconPlus, IconPlugConnectedX, IconPower, IconRefresh, IconRewindBackward10,
  IconRewindBackward30, IconRewindForward10, IconSearch, IconSettings, IconShieldCheck, IconSun, IconTimelineEvent, IconTrash, IconUser, IconUserPlus, IconUsers, IconVideo, IconVideoOff,
  IconVolume, IconVolumeOff, IconWifiOff, IconX, IconZoomIn, IconZoomOut, IconClock, IconKeyboard,
} from '@tabler/icons-react'
