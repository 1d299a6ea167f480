import type { CameraTest } from '../../shared/api'
import { t } from '../../shared/i18n'
import { bits } from '../../shared/size'

/** The picture that a camera sent when it was tried. */
export function Seen({ test, none }: { test: CameraTest | undefined; none: string }) {
  if (test?.picture) return <img src={test.picture} alt={t('cameraAdd.picture')} />
  if (test?.keyFrame) return <video src={test.keyFrame} muted playsInline aria-label={t('cameraAdd.picture')} />
  return <span>{none}</span>
}

/** RFC 6381 names the codec for browsers; people know it by another name. */
const codec = (name: string) => (/^avc/.test(name) ? 'H.264' : /^h[ev]/.test(name) ? 'H.265' : name)

export const streamWords = (s: CameraTest['streams'][number]) =>
  [s.video ? `${codec(s.video.codec)} ${s.video.width}×${s.video.height}` : '', s.fps ? `${Math.round(s.fps)} fps` : '', s.bitsPerSecond ? bits(s.bitsPerSecond) : '', s.audio?.codec ?? ''].filter(Boolean).join(' · ')
