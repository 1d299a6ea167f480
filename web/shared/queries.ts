import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { all, get, Problem, type Bookmark, type Camera, type Export, type Layout, type Lock, type Me, type Settings, type System } from './api'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      // A refusal does not become a yes by asking again; a lost connection may come back.
      retry: (tries, error) => tries < 2 && (!(error instanceof Problem) || error.status === 0 || error.status === 503),
    },
  },
})

/** Somebody signed in: what was asked as somebody else is forgotten. `me` itself stays and changes, for the page that shows it asks no other. */
export function become(me: unknown) {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
  queries.setQueryData(['me'], me)
}

export const useSetup = () => useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => get<{ needed: boolean }>('/setup', signal), staleTime: Infinity })
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Me>('/me', signal), staleTime: 60_000, retry: false })
export const useSystem = (): UseQueryResult<System> =>
  useQuery({ queryKey: ['system'], queryFn: ({ signal }) => get<System>('/system', signal), refetchInterval: 15_000 })
export const useCameras = () =>
  useQuery({
    queryKey: ['cameras'],
    queryFn: async ({ signal }) => (await all<Camera>('/cameras', signal)).sort((a, b) => a.order - b.order || a.name.localeCompare(b.name)),
    refetchInterval: 30_000,
  })
export const useExports = () => useQuery({ queryKey: ['exports'], queryFn: ({ signal }) => all<Export>('/exports', signal), refetchInterval: 20_000 })
export const useSettings = () => useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => get<Settings>('/settings', signal) })
export const useBookmarks = () => useQuery({ queryKey: ['bookmarks'], queryFn: ({ signal }) => all<Bookmark>('/bookmarks', signal), staleTime: 60_000 })
export const useLocks = () => useQuery({ queryKey: ['locks'], queryFn: ({ signal }) => all<Lock>('/locks', signal), staleTime: 60_000 })
export const useLayouts = () => useQuery({ queryKey: ['layouts'], queryFn: ({ signal }) => all<Layout>('/layouts', signal), refetchInterval: 60_000 })
