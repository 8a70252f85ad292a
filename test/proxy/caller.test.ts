import fc from 'fast-check'
import { expect, it } from 'vitest'
import { callerOf } from '../../src/proxy/access/caller.ts'

const callerAt = (url: string) => callerOf({ method: 'GET', url, headers: new Headers() })

it('law: sees the path and the query that a URL has', () => {
  const piece = fc.string({ unit: fc.constantFrom(...'a1./:?&=%2eE#\\ "é@~-_+*'), maxLength: 12 })
  fc.assert(
    fc.property(piece, piece, (one, other) => {
      const url = `http://localhost/v1/${one}/${other}`
      if (!URL.canParse(url)) return
      const { pathname, search } = new URL(url)
      expect(callerAt(url)).toMatchObject({ path: pathname, query: search })
    }),
    { numRuns: 2000 },
  )
})

it('takes our own parts off the path', () => {
  expect(callerAt('http://localhost/t/abc/p/my%20app/v1/messages?beta=true')).toEqual({
    path: '/v1/messages',
    query: '?beta=true',
    project: 'my app',
    token: 'abc',
  })
})
