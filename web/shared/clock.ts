import { useSyncExternalStore } from 'react'

/** The recorder's clock and zone, as its answers told them: the browser's own clock may be years off. Owned by this module. */
let skew = 0
let zone = 'UTC'
const listeners = new Set<() => void>()

export const now = () => Date.now() + skew
export const siteZone = () => zone

export function setSite(recorderNow: number, siteZone: string) {
  skew = recorderNow - Date.now()
  if (siteZone !== zone) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: siteZone })
      zone = siteZone
      listeners.forEach((l) => l())
    } catch {
      // A zone newer than this browser's tz database: stay at UTC, which is at least never wrong.
    }
  }
}

export const useZone = () => useSyncExternalStore((l) => (listeners.add(l), () => listeners.delete(l)), siteZone)
/** How far the viewer's own clock is from the recorder's. */
export const viewerSkew = () => skew
