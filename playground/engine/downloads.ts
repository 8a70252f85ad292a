import type { Download } from './protocol.ts'

/** Bytes between two reports of one file. */
const STEP = 65_536

/** Tells of everything this worker fetches from here on, as it arrives. */
export function watchDownloads(onDownload: (download: Download) => void): void {
  const fetchPlain = self.fetch.bind(self)
  self.fetch = async (...given) => {
    const response = await fetchPlain(...given)
    const { body, ok, url } = response
    if (!ok || body === null) return response
    const size = Number(response.headers.get('content-length') ?? Number.NaN)
    const isPacked = response.headers.has('content-encoding')
    const facts = {
      name: decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? ''),
      of: Number.isNaN(size) || isPacked ? undefined : size,
    }
    const counted = body.pipeThrough(counter((bytes) => onDownload({ ...facts, bytes })))
    return new Response(counted, { headers: response.headers, status: response.status })
  }
}

function counter(tell: (bytes: number) => void): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0
  let told = 0
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length
      if (bytes - told >= STEP) {
        told = bytes
        tell(bytes)
      }
      controller.enqueue(chunk)
    },
    flush: () => tell(bytes),
  })
}
