import { useEffect, useState, type RefObject } from 'react'

/** Long enough to scroll past: nobody wants a stream opened for that. */
const SETTLED = 200

/** Whether any of it lies inside the window: what nobody sees is neither sent nor decoded. */
export function useSeen(box: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let known = false
    const observer = new IntersectionObserver((changes) => {
      clearTimeout(timer)
      const now = changes.at(-1)!.isIntersecting
      if (known) timer = setTimeout(() => setSeen(now), SETTLED)
      else setSeen(now)
      known = true
    })
    observer.observe(box.current!)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [box])
  return seen
}
