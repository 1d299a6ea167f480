import { useEffect, useState } from 'react'
import { BASE, toMicros } from '../../shared/api'

/** The stored picture at the pointer: a JPEG, or the one key frame as MP4 where the recorder does not decode. */
export function Preview({ camera, at, x, width, label }: { camera: string | undefined; at: number; x: number; width: number; label: string }) {
  const [shown, setShown] = useState<{ url: string; video: boolean }>()
  const second = Math.round(at / 1000)
  useEffect(() => {
    if (!camera) return
    const stop = new AbortController()
    let url = ''
    const timer = setTimeout(() => {
      fetch(`${BASE}/cameras/${encodeURIComponent(camera)}/picture?at=${toMicros(second * 1000)}&width=320`, { signal: stop.signal })
        .then(async (r) => {
          if (!r.ok || r.status === 204) return setShown(undefined)
          const blob = await r.blob()
          if (stop.signal.aborted) return
          url = URL.createObjectURL(blob)
          setShown({ url, video: blob.type.startsWith('video') })
        })
        .catch(() => {})
    }, 80)
    return () => {
      clearTimeout(timer)
      stop.abort()
      if (url) setTimeout(() => URL.revokeObjectURL(url), 1000)
    }
  }, [camera, second])
  const shift = Math.min(width - 246, Math.max(6, x - 120)) - x
  return (
    <div className="tl-card" style={{ left: shift }}>
      {shown && (shown.video ? <video src={shown.url} muted playsInline /> : <img src={shown.url} alt="" />)}
      <span className="num">{label}</span>
    </div>
  )
}
