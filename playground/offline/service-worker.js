// Keeps the page for visits without a network. The build writes into ASSETS what belongs to it.

const ASSETS = self.HEADROOM_ASSETS
const CACHE = `headroom-playground-${ASSETS.version}`

self.addEventListener('install', (event) => {
  event.waitUntil(keep(ASSETS.first).then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOld().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const isOurs = new URL(request.url).href.startsWith(self.registration.scope)
  if (request.method === 'GET' && isOurs) event.respondWith(answer(request))
})

async function keep(paths) {
  const cache = await caches.open(CACHE)
  for (const path of paths) {
    const url = new URL(path, self.registration.scope).href
    if ((await cache.match(url)) === undefined) await cache.add(url)
  }
}

async function dropOld() {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('headroom-playground-') && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** The page itself anew where there is a network; what carries its hash in its name from the cache. */
async function answer(request) {
  const cache = await caches.open(CACHE)
  if (request.mode === 'navigate') {
    return await fetch(request).catch(() => cache.match(self.registration.scope))
  }
  return (
    (await cache.match(request, { ignoreSearch: true })) ?? (await fetchAndKeep(request, cache))
  )
}

/** Grammars, samples and further vocabularies are kept once they were asked for. */
async function fetchAndKeep(request, cache) {
  const response = await fetch(request)
  if (ASSETS.rest.some((path) => request.url.endsWith(path)))
    await cache.put(request, response.clone())
  return response
}
