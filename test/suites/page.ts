import { once } from 'node:events'
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'

/** A proxy under test, with its token and without. */
interface Doors {
  readonly base: string
  readonly open: string
}

/** What every host must do that serves the playground's page, as `npm run build` has left it. */
export function describePage(doors: () => Doors): void {
  describe('page', () => {
    it('is there for who has no token, under its policy', async () => {
      const page = await get(doors().open, '/')
      expect(page.status).toBe(200)
      expect(page.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
      })
      const policy = String(page.headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe-inline')
      expect(page.text).toContain('data-served-by="headroom"')
      const paths = [...page.text.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)]
      expect(paths.length).toBeGreaterThan(1)
      for (const [, path = ''] of paths) {
        const { status, headers } = await get(doors().open, path)
        expect(status).toBe(200)
        expect(headers['content-type']).toMatch(/^text\/(javascript|css); charset=utf-8$/)
        expect(headers['cache-control']).toContain('immutable')
      }
    })

    it('has all that belongs to it, vocabularies and grammars too, of the right types', async () => {
      const { text } = await get(doors().open, '/service-worker.js')
      const [, list = ''] = /HEADROOM_ASSETS = (.+)/.exec(text) ?? []
      const { first, rest } = JSON.parse(list)
      expect(rest.length).toBeGreaterThan(30)
      for (const path of [...first.slice(1), ...rest]) {
        const { status, headers } = await get(doors().open, `/${path}`, { method: 'HEAD' })
        expect([path, status]).toEqual([path, 200])
        if (path.endsWith('.wasm')) expect(headers['content-type']).toBe('application/wasm')
      }
      const grammar = rest.find((path: string) => path.includes('tree-sitter-go'))
      const { status, size } = await get(doors().open, `/${grammar}`)
      expect([status, size > 100_000]).toEqual([200, true])
    })

    it('hands the token on where only the page can read it', async () => {
      const token = doors().base.split('/t/')[1] ?? ''
      for (const path of [`/t/${token}`, `/t/${token}/`, `/t/${token}/p/mine/`]) {
        const { status, headers } = await get(doors().open, path)
        expect([status, headers['location']]).toEqual([303, `/#token=${token}`])
      }
      expect((await get(doors().open, '/t/wrong/')).status).toBe(401)
    })

    it('is all that can be had without the token', async () => {
      for (const path of [
        '/stats',
        '/stats/history',
        '/files.json',
        '/_headers',
        '/index.html',
        '/assets/',
        '/assets/nothing.js',
        '/assets/../files.json',
        '/assets/..%2ffiles.json',
        '/assets/%2e%2e/%2e%2e/package.json',
        '/assets/..\\..\\package.json',
        '//assets/../../../etc/passwd',
      ]) {
        const { status } = await get(doors().open, path)
        expect([path, status]).toEqual([path, 401])
      }
      expect((await get(doors().open, '/', { method: 'POST' })).status).toBe(401)
    })

    it('is not there under names, or for pages, of others', async () => {
      for (const headers of [{ host: 'evil.example' }, { origin: 'https://evil.example' }]) {
        expect((await get(doors().open, '/', { headers })).status).toBe(403)
        expect((await get(doors().open, '/service-worker.js', { headers })).status).toBe(403)
      }
    })
  })
}

interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
  readonly size: number
}

/** The path goes out as it is: `fetch` would tidy it. */
async function get(
  base: string,
  path: string,
  options: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Got> {
  const { hostname, port } = new URL(base)
  const asked = request({ hostname, port, path, method: 'GET', ...options })
  asked.end()
  const [answer] = await once(asked, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const { statusCode: status, headers } = answer
  return { status, headers, text: bytes.toString(), size: bytes.length }
}
