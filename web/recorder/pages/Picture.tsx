import { useEffect, useState } from 'react'
import { BASE } from '../../shared/api'
import { IconVideoOff } from '../../shared/icons'

/** A recorder that decodes as much as it can asks for patience; a page of many cameras asks again so often. */
const TRIES = 5

/** The camera's newest picture: JPEG, or its key frame as MP4 where the recorder has no decoder. */
export function Picture({ camera, live, old = false }: { camera: string; live: boolean; old?: boolean }) {
  const [shown, setShown] = useState<{ url: string; video: boolean }>()
  const [none, setNone] = useState(!live)
  useEffect(() => {
    if (!live) return
    const stop = new AbortController()
    let url = ''
    let again: ReturnType<typeof setTimeout> | undefined
    const ask = async (tries: number) => {
      const r = await fetch(`${BASE}/cameras/${encodeURIComponent(camera)}/picture?width=480`, { signal: stop.signal })
      if (r.status === 503 && tries > 1) {
        again = setTimeout(() => ask(tries - 1).catch(() => setNone(true)), 1000 * (Number(r.headers.get('Retry-After')) || 1))
        return
      }
      if (!r.ok) return setNone(true)
      const blob = await r.blob()
      if (stop.signal.aborted) return
      url = URL.createObjectURL(blob)
      setShown({ url, video: blob.type.startsWith('video') })
    }
    ask(TRIES).catch(() => stop.signal.aborted || setNone(true))
    return () => {
      stop.abort()
      clearTimeout(again)
      if (url) URL.revokeObjectURL(url)
    }
  }, [camera, live])
  return (
    <div className={old ? 'picture old' : 'picture'}>
      {shown ? shown.video ? <video src={shown.url} muted playsInline preload="auto" aria-hidden /> : <img src={shown.url} alt="" /> : none ? <IconVideoOff size={28} stroke={1.3} aria-hidden /> : <span className="picture-wait" />}
    </div>
  )
}
