import type { CameraTest } from '../../shared/api'
import { t } from '../../shared/i18n'
import { bits, codec } from '../../shared/size'

/** The picture that a camera sent when it was tried. */
export function Seen({ test, none }: { test: CameraTest | undefined; none: string }) {
  if (test?.picture) return <img src={test.picture} alt={t('cameraAdd.picture')} />
  if (test?.keyFrame) return <video src={test.keyFrame} muted playsInline aria-label={t('cameraAdd.picture')} />
  return <span>{none}</span>
}

export const streamWords = (s: CameraTest['streams'][number]) =>
  [s.video ? `${codec(s.video.codec)} ${s.video.width}×${s.video.height}` : '', s.fps ? `${Math.round(s.fps)} fps` : '', s.bitsPerSecond ? bits(s.bitsPerSecond) : '', s.audio ? codec(s.audio.codec) : ''].filter(Boolean).join(' · ')
