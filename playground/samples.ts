/** Texts to try when there is nothing to paste. Made by rule, so that they need no file. */

/** What a package registry's search might answer. */
export function sampleJson(): string {
  const words = ['stream', 'parser', 'router', 'cache', 'logger', 'queue', 'schema', 'worker']
  const packages = Array.from({ length: 60 }, (_, at) => {
    const name = `${words[at % 8]}-${words[(at * 3 + 1) % 8]}-${at}`
    return {
      name,
      version: `${1 + (at % 4)}.${(at * 7) % 12}.${(at * 5) % 9}`,
      license: at % 9 === 0 ? 'Apache-2.0' : 'MIT',
      homepage: `https://packages.example/${name}`,
      downloads: 1000 + at * at * 37,
      deprecated: at % 20 === 7,
      published: `2026-03-${String(1 + (at % 28)).padStart(2, '0')}T08:00:00.000Z`,
    }
  })
  return JSON.stringify({ total: packages.length, packages }, undefined, 2)
}

/** An hour of a service that was well until it was not. */
export function sampleLog(): string {
  const lines = Array.from({ length: 240 }, (_, at) => {
    const clock = new Date(Date.UTC(2026, 2, 4, 9, 0, at * 15)).toISOString()
    if (at === 187) return `${clock} ERROR [pool] connection refused: db-2:5432 (attempt 3 of 3)`
    if (at === 188) return `${clock} WARN  [pool] switched to replica db-3:5432`
    if (at % 12 === 0) return `${clock} INFO  [health] ok, ${180 + (at % 40)} MB in use`
    const path = ['/cart', '/search', '/product'][at % 3]
    return `${clock} INFO  [http] GET ${path}/${1000 + at * 3} 200 in ${12 + ((at * 7) % 30)} ms`
  })
  return `${lines.join('\n')}\n`
}
