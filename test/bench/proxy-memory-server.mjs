// The built proxy in a process of its own that tells what it holds when it is asked to.
import { serveProxy } from '../../dist/runtime-node/proxy/serve.js'

const proxy = await serveProxy({ environment: process.env, flags: { port: '0' } })
process.on('message', async (message) => {
  if (message === 'measure') {
    // What has just ended is let go of in the next turns of the loop.
    for (let at = 0; at < 3; at++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      globalThis.gc()
    }
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send({ rss, heapUsed, external, handles: process.getActiveResourcesInfo().length })
    return
  }
  await proxy.close()
  process.disconnect()
})
process.send({ url: proxy.url })
