import { useEffect, useState, type RefObject } from 'react'

/** Digital zoom of a large picture: wheel or pinch about the pointer up to 8x, drag to move; double-click and leaving reset it. */
export function useZoom(box: RefObject<HTMLElement | null>, video: RefObject<HTMLVideoElement | null>, on: boolean): string | undefined {
  const [shown, setShown] = useState(1)
  useEffect(() => {
    const b = box.current!
    const v = video.current!
    let scale = 1, tx = 0, ty = 0
    const fingers = new Map<number, { x: number; y: number }>()
    const apply = () => {
      const w = b.clientWidth, h = b.clientHeight
      tx = Math.min(0, Math.max(w * (1 - scale), tx))
      ty = Math.min(0, Math.max(h * (1 - scale), ty))
      v.style.transform = scale === 1 ? '' : `translate(${tx}px, ${ty}px) scale(${scale})`
      setShown(Math.round(scale * 10) / 10)
    }
    const about = (x: number, y: number, factor: number) => {
      const next = Math.min(8, Math.max(1, scale * factor))
      tx = x - ((x - tx) * next) / scale
      ty = y - ((y - ty) * next) / scale
      scale = next
      apply()
    }
    if (!on) {
      v.style.transform = ''
      setShown(1)
      return
    }
    const at = (e: { clientX: number; clientY: number }) => {
      const r = b.getBoundingClientRect()
      return { x: e.clientX - r.left, y: e.clientY - r.top }
    }
    const wheel = (e: WheelEvent) => {
      e.preventDefault()
      const p = at(e)
      about(p.x, p.y, Math.exp(-e.deltaY * 0.002))
    }
    const down = (e: PointerEvent) => fingers.set(e.pointerId, at(e))
    const move = (e: PointerEvent) => {
      const old = fingers.get(e.pointerId)
      if (!old) return
      const p = at(e)
      if (fingers.size === 2) {
        const other = [...fingers].find(([id]) => id !== e.pointerId)![1]
        const before = Math.hypot(old.x - other.x, old.y - other.y)
        const after = Math.hypot(p.x - other.x, p.y - other.y)
        if (before > 10) about((p.x + other.x) / 2, (p.y + other.y) / 2, after / before)
      } else if (scale > 1) {
        tx += p.x - old.x
        ty += p.y - old.y
        apply()
      }
      fingers.set(e.pointerId, p)
    }
    const up = (e: PointerEvent) => void fingers.delete(e.pointerId)
    b.addEventListener('wheel', wheel, { passive: false })
    b.addEventListener('pointerdown', down)
    b.addEventListener('pointermove', move)
    b.addEventListener('pointerup', up)
    b.addEventListener('pointercancel', up)
    return () => {
      b.removeEventListener('wheel', wheel)
      b.removeEventListener('pointerdown', down)
      b.removeEventListener('pointermove', move)
      b.removeEventListener('pointerup', up)
      b.removeEventListener('pointercancel', up)
      v.style.transform = ''
    }
  }, [box, video, on])
  return shown > 1 ? String(shown) : undefined
}
