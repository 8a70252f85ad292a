import { execSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { it } from 'vitest'
import { detect } from '../../src/engine/detect/detect.ts'
import {
  errorsIn,
  expectHonest,
  outlineOf,
  parserOn,
  signaturesIn,
  withoutGaps,
} from '../engine/compressors/code/outline.ts'
import { openHost } from './host.ts'

it.each([
  ['kotlin', 'kt'],
  ['swift', 'swift'],
])(
  '%s',
  async (language, e) => {
    const parser = await parserOn(await openHost(), language)
    const files = execSync(`find /tmp/ksw/real -name '*.${e}' -size +2k`)
      .toString()
      .trim()
      .split('\n')
    let n = 0,
      broken = 0,
      newErr = 0,
      sigs = 0,
      gave = 0,
      chars = 0,
      out = 0,
      outInd = 0,
      wrong = 0,
      same = 0,
      moreErr = 0,
      brokenSig = 0,
      ms = 0,
      names = 0
    const kinds: Record<string, number> = {}
    for (const f of files) {
      const text = readFileSync(f, 'utf8')
      if (text.length > 400_000) continue
      n++
      const d = detect(text)
      const k = d.kind === 'code' ? `code/${d.language}` : d.kind
      kinds[k] = (kinds[k] ?? 0) + 1
      if (d.language !== language && process.env.SHOW === 'detect')
        console.log('DETECT', k, f, text.length)
      if (parser.captures(text, '(ERROR) @error') === undefined) {
        gave++
        console.log('GAVE UP', f)
        continue
      }
      const t0 = performance.now()
      const outline = outlineOf(text, { language, parser })
      ms += performance.now() - t0
      expectHonest(text, outline)
      chars += text.length
      out += outline.length
      outInd += outlineOf(text, { language }).length
      if (outline === text) {
        same++
        continue
      }
      const before = errorsIn(parser, text)
      const rest = withoutGaps(text, outline, { language, parser })
      const after = errorsIn(parser, rest)
      if (before > 0) {
        broken++
        if (after > before) {
          moreErr++
          if (process.env.SHOW === 'more') console.log('MORE', f)
        }
      } else if (after > 0) {
        newErr++
        console.log('NEW ERRORS', f)
      }
      const a = signaturesIn(text, { language, parser }),
        b = signaturesIn(rest, { language, parser })
      names += a.length
      if (JSON.stringify(a) !== JSON.stringify(b)) {
        if (before > 0) brokenSig++
        else {
          sigs++
          console.log(
            'SIG',
            f,
            a.length,
            b.length,
            a.find((x, i) => x !== b[i]),
            b.find((x, i) => x !== a[i]),
          )
        }
      }
    }
    console.log(
      language,
      {
        n,
        broken,
        moreErr,
        brokenSig,
        newErr,
        sigs,
        gave,
        same,
        chars,
        saved: 100 - (out / chars) * 100,
        byIndent: 100 - (outInd / chars) * 100,
        names,
        mbs: chars / ms / 1000,
      },
      kinds,
    )
  },
  600000,
)
