import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { own } from '../shared/i18n'

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

/**
 * The camera in the page. With `mark` it takes the picture by itself as soon as it reads a code that holds it: the picture and the code
 * are of one moment. A chosen file is the way without a camera.
 */
export function Camera({ mark, label, onShot }: { mark?: string; label: string; onShot: (shot: Shot) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<'off' | 'on' | 'refused'>('off')
  const stream = useRef<MediaStream>(undefined)
  const done = useRef(false)
  const stop = () => stream.current?.getTracks().forEach((track) => track.stop())

  useEffect(() => stop, [])
  useEffect(() => {
    if (state !== 'on' || !mark || !detector()) return
    const timer = setInterval(() => {
      const v = video.current
      if (!v || v.readyState < 2 || done.current) return
      void codeIn(v, mark).then((link) => link && void take(link))
    }, 250)
    return () => clearInterval(timer)
  })

  async function start() {
    try {
      stream.current = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } }, audio: false })
      setState('on')
      requestAnimationFrame(() => {
        if (video.current && stream.current) video.current.srcObject = stream.current
      })
    } catch {
      setState('refused')
    }
  }
  async function take(link?: string) {
    const v = video.current
    if (!v || done.current) return
    done.current = true
    const blob = await jpeg(v, v.videoWidth, v.videoHeight)
    const read = link ?? (mark ? await codeIn(v, mark) : undefined)
    stop()
    onShot({ blob, camera: true, ...(read ? { link: read } : {}) })
  }
  async function chosen(file: File | undefined) {
    if (!file) return
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
          <div className="camera"><video ref={video} autoPlay playsInline muted aria-label={label} /><div className="frame" /></div>
          <Button size="md" variant="default" onClick={() => void take()}>{own('camera.take')}</Button>
        </>
      ) : (
        <Button size="md" onClick={() => void start()}>{own('camera.open')}</Button>
      )}
      {state === 'refused' && <p role="status">{own('camera.refused')}</p>}
      <label className="dim">
        {own('camera.file')} <input type="file" accept="image/jpeg,image/png" onChange={(e) => void chosen(e.currentTarget.files?.[0])} aria-label={`${own('camera.file')} ${label}`} />
      </label>
    </div>
  )
}
