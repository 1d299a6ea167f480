/* Shows what the portal tells of a request; one touch opens its page, and the button stops it. */
// A page that was open before can be led to the request, too.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  const told = event.data ? event.data.json() : {}
  const acts = told.veto ? [{ action: 'stop', title: told.stop }] : []
  event.waitUntil(self.registration.showNotification(told.title ?? 'Nightjar', { icon: '/icon.svg', data: { page: told.page ?? '/account', veto: told.veto ?? '' }, actions: acts, requireInteraction: acts.length > 0 }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { page, veto } = event.notification.data
  const where = new URL(event.action === 'stop' && veto ? veto : page, self.location.origin)
  if (where.origin !== self.location.origin) return
  event.waitUntil(open(where.href))
})

/* A tab that shows the account loses nothing; one that shows a code, or a form half filled in, is left alone. */
async function open(where) {
  const tabs = await self.clients.matchAll({ type: 'window' })
  const tab = tabs.find((each) => each.url === where || new URL(each.url).pathname === '/account')
  if (!tab) return self.clients.openWindow(where)
  await tab.navigate(where)
  return tab.focus().catch(() => undefined)
}
