/** Dies when it is told to: with an error, or silently as a worker that has no memory left. */
self.addEventListener('message', (event: MessageEvent<{ readonly subject?: unknown }>) => {
  const { subject } = event.data
  if (subject !== 'die: throw' && subject !== 'die: close') return
  event.stopImmediatePropagation()
  if (subject === 'die: throw') throw new Error('out of memory')
  self.close()
})
