import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { own } from '../shared/i18n'
import { FileButton } from '../shared/ui/FileButton'

type Detector = { detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> }
declare const BarcodeDetector: (new (o: { formats: string[] }) => Detector) | undefined

export type Shot = { blob: Blob; camera: boolean; link?: string }

/** Longest side of what is sent: every mark on a label can be read, and a poor connection takes seconds. */
const SIDE = 2400
const detector = () => {
  try {
    return typeof BarcodeDetector === 'undefined' ? undefined : new BarcodeDetector({ formats: ['qr_code'] })
  } catch {
    return undefined
  }
}

async function jpeg(source: CanvasImageSource, width: number, height: number): Promise<Blob> {
  const scale = Math.min(1, SIDE / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')!.drawImage(source, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/jpeg', 0.9))
}

async function codeIn(source: CanvasImageSource, mark: string): Promise<string | undefined> {
  const found = await detector()?.detect(source).catch(() => [])
  return found?.map((f) => f.rawValue).find((text) => text.includes(mark))
}

/** One camera for all pictures of a visit: who let the page use it is not asked, and does not tap, again. */
let kept: MediaStream | undefined
export function releaseCamera() {
  kept?.getTracks().forEach((track) => track.stop())
  kept = undefined
}

/**
 * The camera in the page; with `open` it starts by itself. With `mark` it takes the picture by itself as soon as it reads a code that holds it: the picture and the code
 * are of one moment. A chosen file is the way without a camera.
 */
export function Camera({ mark, label, open = false, onShot }: { mark?: string; label: string; open?: boolean; onShot: (shot: Shot) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<'off' | 'on' | 'refused'>('off')
  const done = useRef(false)

  useEffect(() => {
    if (open || kept) void start()
  }, [])
  useEffect(() => {
    if (state !== 'on' || !mark || !detector()) return
    const timer = setInterval(() => {
      const v = video.current
      if (!v || v.readyState < 2 || done.current) return
      void codeIn(v, mark).then((link) => link && void take(link))
    }, 250)
    return () => clearInterval(timer)
  })

  function show(v: HTMLVideoElement | null) {
    video.current = v
    if (v && kept) v.srcObject = kept
  }
  async function start() {
    try {
      kept ??= await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } }, audio: false })
      setState('on')
    } catch {
      setState('refused')
    }
  }
  async function take(link?: string) {
    const v = video.current
    if (!v || v.readyState < 2 || done.current) return
    done.current = true
    const blob = await jpeg(v, v.videoWidth, v.videoHeight)
    const read = link ?? (mark ? await codeIn(v, mark) : undefined)
    onShot({ blob, camera: true, ...(read ? { link: read } : {}) })
  }
  async function chosen(file: File) {
    try {
      const image = await createImageBitmap(file)
      const link = mark ? await codeIn(image, mark) : undefined
      onShot({ blob: await jpeg(image, image.width, image.height), camera: false, ...(link ? { link } : {}) })
    } catch {
      onShot({ blob: file, camera: false })
    }
  }

  return (
    <div className="stack">
      {state === 'on' ? (
        <>
          <div className="camera"><video ref={show} autoPlay playsInline muted aria-label={label} /><div className="frame" /></div>
          <Button size="md" variant="default" onClick={() => void take()}>{own('camera.take')}</Button>
        </>
      ) : (
        <Button size="md" onClick={() => void start()}>{own('camera.open')}</Button>
      )}
      {state === 'refused' && <p role="status">{own('camera.refused')}</p>}
      <FileButton label={own('camera.file')} about={label} accept="image/jpeg,image/png" onFile={(file) => void chosen(file)} />
    </div>
  )
}
