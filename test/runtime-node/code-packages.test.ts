import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Platform } from '../../src/engine/contracts/platform.ts'
import { detect } from '../../src/engine/detect/detect.ts'
import { languageOfPath } from '../../src/engine/languages/index.ts'
import {
  errorsIn,
  expectHonest,
  outlineOf,
  parserOn,
  signaturesIn,
  withoutGaps,
} from '../engine/compressors/code/outline.ts'
import { openHost } from './host.ts'

const installed = (path: string): string =>
  fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url))

/** Whole packages as their authors wrote them; what a system may lack is passed over there. */
const PACKAGES: readonly {
  readonly name: string
  readonly folder: string
  readonly ending: string
}[] = [
  { name: 'commander', folder: installed('commander/lib'), ending: '.js' },
  {
    name: 'dependency-cruiser',
    folder: installed('dependency-cruiser/src/report'),
    ending: '.mjs',
  },
  { name: 'hono', folder: installed('hono/dist/jsx'), ending: '.js' },
  { name: 'assemblyscript', folder: installed('assemblyscript/std/assembly'), ending: '.ts' },
  { name: "Python's library", folder: '/usr/lib/python3.11', ending: '.py' },
  { name: 'headers of C', folder: '/usr/include', ending: '.h' },
]

/** Characters looked at in a package, and of a file worth an outline. */
const MOST = 250_000
const SMALLEST = 3000

function filesOf(folder: string, ending: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`)
}

/** The first files, as far as the bound goes. */
function textsOf(folder: string, ending: string): readonly { path: string; text: string }[] {
  let left = MOST
  return filesOf(folder, ending).flatMap((path) => {
    if (left <= 0) return []
    const text = readFileSync(path, 'utf8')
    if (text.length < SMALLEST || text.length > MOST) return []
    left -= text.length
    return [{ path, text }]
  })
}

let platform: Platform

beforeAll(async () => {
  platform = await openHost()
})

describe.each(PACKAGES.filter(({ folder }) => !folder.startsWith('/usr') || existsSync(folder)))(
  '$name',
  ({ folder, ending }) => {
    const texts = textsOf(folder, ending)
    const language = languageOfPath(texts[0]?.path ?? '')?.name ?? ''

    it('holds files enough to say something', () => {
      expect(texts.length).toBeGreaterThan(2)
    })

    it('keeps lines, signatures and syntax', async () => {
      const parser = await parserOn(platform, language)
      for (const { path, text } of texts) {
        const outline = outlineOf(text, { language, parser })
        expectHonest(text, outline)
        if (outline === text || errorsIn(parser, text) > 0) continue
        const rest = withoutGaps(text, outline, { language, parser })
        expect(errorsIn(parser, rest), path).toBe(0)
        expect(signaturesIn(rest, { language, parser }), path).toEqual(
          signaturesIn(text, { language, parser }),
        )
      }
    })

    it('is told to be code, or nothing', () => {
      const kinds = texts.map(({ text }) => detect(text).kind)
      expect(kinds.filter((kind) => kind === 'code').length * 10).toBeGreaterThanOrEqual(
        texts.length * 8,
      )
      expect(new Set([...kinds, 'code', 'unknown']).size).toBe(2)
    })
  },
)
