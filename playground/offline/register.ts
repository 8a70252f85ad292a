/** Keeps the page for visits without a network, where the browser and the host allow it. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return
  const script = new URL('./service-worker.js', document.baseURI)
  // Where it is refused, the page works as before, with a network.
  navigator.serviceWorker.register(script).catch(() => undefined)
}
