import { useQuery } from '@tanstack/react-query'
import { get, type Page } from '../shared/api'

export type Person = { id: string; name: string; administrator: boolean; recent: boolean; passkeys: number }
export type Request = {
  id: string
  state: 'draft' | 'review' | 'question' | 'waiting' | 'ready' | 'shown' | 'used' | 'expired' | 'rejected' | 'vetoed' | 'cancelled'
  model: string
  deviceId: string
  serial: string
  date: string
  made: number
  submitted: number
  changed: number
  ready: number
  question: string
  revealsLeft: number
}
/** What was read on a picture; `read` is false while nobody could look at it. */
export type Read = { read: boolean; link: string; model: string; deviceId: string; serial: string; date: string; hints: string[] }
export type Screen = { model: string; deviceId: string; serial: string; date: string; tick: number }
export type Device = { deviceId: string; model: string; serial: string; claimed: number }
/** `ending` is all of the number that is shown again. */
export type Phone = { id: string; ending: string; confirmed: boolean }
export type Push = { id: string; label: string; made: number }
export type Passkey = { id: string; label: string; made: number }

const items = async <T>(path: string, signal: AbortSignal) => (await get<Page<T>>(path, signal)).items
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Person>('/me', signal), staleTime: 30_000, retry: false })
export const useRequests = () => useQuery({ queryKey: ['requests'], queryFn: ({ signal }) => items<Request>('/requests', signal) })
export const useRequest = (id: string) => useQuery({ queryKey: ['request', id], queryFn: ({ signal }) => get<Request>(`/requests/${encodeURIComponent(id)}`, signal), refetchInterval: 4_000 })
export const useDevices = () => useQuery({ queryKey: ['devices'], queryFn: ({ signal }) => items<Device>('/me/devices', signal) })
export const usePasskeys = () => useQuery({ queryKey: ['passkeys'], queryFn: ({ signal }) => items<Passkey>('/me/passkeys', signal) })
export const usePhones = () => useQuery({ queryKey: ['phones'], queryFn: ({ signal }) => get<{ available: boolean; phones: Phone[] }>('/me/phones', signal) })
export const usePushes = () => useQuery({ queryKey: ['pushes'], queryFn: ({ signal }) => get<{ key: string; pushes: Push[] }>('/me/pushes', signal) })
