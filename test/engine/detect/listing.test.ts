import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/engine/detect/detect.ts'

const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n')

describe('recognises', () => {
  it.each([
    [
      'ls -l',
      `total 48\n${lines(9, (n) => `-rw-r--r--  1 app app ${1000 + n} Jan  5 10:0${n} f${n}.ts`)}`,
    ],
    ['ls', lines(9, (n) => `file-${n}.ts`)],
    ['ls -R', `./a:\nx.ts\ny.ts\n\n./b:\nz.ts\nw.ts\n`],
    ['find', lines(9, (n) => `./src/area/file-${n}.ts`)],
    ['tree', `src\n${lines(9, (n) => `│   ├── f${n}.ts`)}\n\n1 directory, 9 files`],
    ['tree --charset=ascii', `src\n${lines(9, (n) => `|   |-- f${n}.ts`)}`],
    [
      'git status',
      'On branch main\nYour branch is up to date.\n\nnothing to commit, working tree clean',
    ],
    ['git status --short', lines(5, (n) => ` M src/f${n}.ts`)],
    [
      'git status --porcelain=v2',
      lines(5, (n) => `1 .M N... 100644 100644 100644 abc def src/f${n}.ts`),
    ],
    [
      'ps aux',
      `USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n${lines(5, (n) => `root  ${n}  0.0  0.0  0 0 ?  S  10:00 0:00 sh`)}`,
    ],
    [
      'docker ps',
      `CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n${lines(4, (n) => `0f${n}  nginx  "/run"  2 days ago  Up 2 days  80/tcp  web${n}`)}`,
    ],
    ['env', lines(9, (n) => `NAME_${n}=value ${n}`)],
    ['du', lines(9, (n) => `${n}.5K\t./src/part${n}`)],
    [
      'df',
      `Filesystem      Size  Used Avail Use% Mounted on\n${lines(4, (n) => `/dev/sd${n} 10G 5G 5G 50% /m${n}`)}`,
    ],
    ['pip list', `Package    Version\n---------- -------\n${lines(5, (n) => `pkg${n} 1.${n}`)}`],
    ['pip freeze', lines(9, (n) => `pkg-${n}==1.${n}.0`)],
    ['npm ls', `app@1.0.0 /srv/app\n${lines(5, (n) => `├── pkg${n}@1.${n}.0`)}`],
    ['dpkg-query', lines(9, (n) => `lib${n}\t1.${n}-2`)],
    ['apt list', `Listing...\n${lines(5, (n) => `lib${n}/stable,now 1.${n} amd64 [installed]`)}`],
    ['mount', lines(4, (n) => `/dev/sd${n} on /m${n} type ext4 (rw)`)],
    ['wc -l', lines(6, (n) => `  12${n} src/f${n}.ts`)],
  ])('%s', (_, text) => {
    expect(detect(text).kind).toBe('listing')
  })
})

describe('knows look-alikes', () => {
  it.each([
    ['prose', 'It was a dark night.\nThe rain fell in torrents.\nNobody was out.'],
    ['a protocol', `Protocol\n--------\n\n${'Clients send commands to the server.\n'.repeat(9)}`],
    [
      'a branch told of',
      `On branch offices we rely.\n${'They serve whoever comes in.\n'.repeat(9)}`,
    ],
    ['code', 'const a = 1\nconst b = 2\nfunction c() {\n  return a\n}\n'],
    ['CSV', lines(9, (n) => `2012/01/0${n},0.0,12.8,drizzle`)],
    ['TSV with dates', lines(9, (n) => `2006-01-0${n}\t135450\t113603`)],
    ['UUIDs', lines(9, (n) => `0b3c1${n}de-1111-4222-8333-444455556666`)],
    ['digests', lines(9, (n) => `${'fd50fa4b64c1f552'.repeat(4)}  dist/pkg-${n}.tar.gz`)],
    ['Markdown list', lines(9, (n) => `- item ${n}`)],
    ['test ids', lines(9, (n) => `test_cart.py::test_${n}`)],
    ['search results', lines(9, (n) => `src/a.ts:${n + 1}:const x = ${n}`)],
    ['a log', lines(9, (n) => `2026-01-05 10:00:0${n} INFO tick`)],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(detect(text).kind).not.toBe('listing')
  })
})

it('is linear: a hostile line costs no more than its length', () => {
  const parts = ['│ ', '| ', ' ', '/', 'a/', 'A=', '-', 'rw-', '=', '1 ', 'USER ', 'a.', '\t']
  fc.assert(
    fc.property(fc.constantFrom(...parts), fc.constantFrom(...parts), (one, other) => {
      const text = `${(one + other).repeat(20_000)}\n`.repeat(4)
      expect(detect(text).confidence).toBeLessThan(101)
    }),
    { numRuns: 60 },
  )
})
