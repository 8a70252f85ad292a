import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { LiveSettings } from '../../src/proxy/index.ts'
import { workerHost } from '../../src/runtime-worker/worker-host.ts'

const bytes = new TextEncoder().encode('{"messages":[]} '.repeat(5000))
/** `node -e "zlib.brotliCompressSync(…)"` of these bytes. */
const ENCODED = 'W384gd9ILdbMC0MtojO3p0G2uvpUJbfVABqYq8AEhDYA'
const encoded = Uint8Array.from(atob(ENCODED), (unit) => unit.charCodeAt(0))

it('brotli is undone, and refused beyond its bound or where it is broken', async () => {
  const { decode } = workerHost(env.ORIGINALS, new LiveSettings({}).values)
  expect(await decode(encoded, 'br', bytes.length)).toEqual(bytes)
  await expect(decode(encoded, 'br', bytes.length - 1)).rejects.toMatchObject({ status: 413 })
  await expect(decode(encoded, 'br', 10)).rejects.toMatchObject({ status: 413 })
  const broken = decode(encoded.subarray(0, encoded.length - 1), 'br', bytes.length)
  await expect(broken).rejects.not.toMatchObject({ status: 413 })
  expect(await decode(encoded, 'compress', bytes.length)).toBeUndefined()
})
