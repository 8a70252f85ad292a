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
  if (request.method === 'GET' && isOfPage(request)) event.respondWith(answer(request))
})

/** What else lies beside the page, such as a proxy's own routes, is no business of ours. */
function isOfPage({ url }) {
  const { scope } = self.registration
  const path = url.split(/[?#]/, 1)[0]
  return [...ASSETS.first, ...ASSETS.rest, 'index.html'].some(
    (name) => new URL(name, scope).href === path,
  )
}

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
