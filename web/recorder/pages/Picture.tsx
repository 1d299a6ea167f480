import { useEffect, useState } from 'react'
import { BASE } from '../../shared/api'
import { IconVideoOff } from '../../shared/icons'

/** The camera's newest picture: JPEG, or its key frame as MP4 where the recorder has no decoder. */
export function Picture({ camera, live, old = false }: { camera: string; live: boolean; old?: boolean }) {
  const [shown, setShown] = useState<{ url: string; video: boolean }>()
  useEffect(() => {
    if (!live) return
    const stop = new AbortController()
    let url = ''
    fetch(`${BASE}/cameras/${encodeURIComponent(camera)}/picture?width=480`, { signal: stop.signal })
      .then(async (r) => {
        if (!r.ok) return
        const blob = await r.blob()
        if (stop.signal.aborted) return
        url = URL.createObjectURL(blob)
        setShown({ url, video: blob.type.startsWith('video') })
      })
      .catch(() => {})
    return () => {
      stop.abort()
      if (url) URL.revokeObjectURL(url)
    }
  }, [camera, live])
  return (
    <div className={old ? 'picture old' : 'picture'}>
      {shown ? shown.video ? <video src={shown.url} muted playsInline preload="auto" aria-hidden /> : <img src={shown.url} alt="" /> : <IconVideoOff size={28} stroke={1.3} aria-hidden />}
    </div>
  )
}
