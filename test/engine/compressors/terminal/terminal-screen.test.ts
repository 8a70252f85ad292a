import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terminalScreen } from '../../../../src/engine/compressors/terminal/terminal-screen.ts'

const context = { query: '', targetTokens: 0, countTokens: () => 0, signal: undefined }
const view = (text: string): string | undefined =>
  terminalScreen.view({ text, content: { kind: 'log', confidence: 90 }, folded: false }, context)

const ESC = String.fromCharCode(27)
const SILENT = `${ESC}\\[[0-9;]*m|${ESC}\\[\\?(?!1049)[0-9;]*[hl]|${ESC}\\][^${ESC}\\u0007\\n]*(?:\\u0007|${ESC}\\\\)|${ESC}[ -/]+[0-~]|${ESC}[=>]`
const MOVING = `${ESC}\\[[0-9;?]*[A-Za-z]|${ESC}[ -~]?|[\\u0000-\\u0008\\u000b-\\u001f]`

/** The words of a source: letters struck twice are one; colours, modes, titles and links vanish, everything that moves the cursor parts words. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([^\s\b])(?:[\b]\1)+/g, '$1')
    .replace(/_[\b]([^\s\b])/g, '$1')
    .replace(new RegExp(`(${SILENT})|${MOVING}`, 'g'), (_, silent) =>
      silent === undefined ? ' ' : '',
    )
    .split(/\s+/)
    .filter((word) => word !== '')
}

function isInOrder(words: readonly string[], source: readonly string[]): boolean {
  let at = 0
  for (const word of source) if (word === words[at]) at++
  return at === words.length
}

describe('what is left on the screen', () => {
  it('shows the last state of a progress bar', () => {
    const bar = Array.from({ length: 50 }, (_, n) => `Downloading ${n * 2}%`).join('\r')
    expect(view(`start\n${bar}\rDownloading 100%\r\ndone\n`)).toBe(
      'start\nDownloading 100%\ndone\n',
    )
  })

  it('drops what is left over of a longer line', () => {
    expect(view('Downloading 100%\rDone\nnext\n')).toBe('Done\nnext\n')
  })

  it('obeys erasing and moving up', () => {
    expect(view('one\ntwo\n\u001b[2A\u001b[2Kuno\n\u001b[Kdue\n')).toBe('uno\ndue\n')
    expect(view('abc def\u001b[3D\u001b[Kghi\n')).toBe('abc ghi\n')
  })

  it('shows redrawn rows where they were drawn last', () => {
    expect(view('a: wait\nb: wait\n\u001b[1A\rb: done\n\u001b[2A\ra: done\n\n')).toBe(
      'b: done\na: done\n',
    )
  })

  it('takes a spinner for what it is', () => {
    expect(view('building |\b/\b-\b\\\b ok\n')).toBe('building  ok\n')
  })

  it('shows the last of many frames', () => {
    const frame = (n: number): string => `\u001b[2J\u001b[Hload ${n}\njobs ${n * 2}\n`
    expect(view(`top\n${[1, 2, 3].map(frame).join('')}`)).toBe('load 3\njobs 6\n')
    expect(view('\u001b[Hload 1\njobs 2\n\u001b[Hload 2\njobs 4\n')).toBe('load 2\njobs 4\n')
  })

  it('shows links by their words, and text without its colours', () => {
    // ls --hyperlink=always --color=always
    const link = (name: string): string =>
      `\u001b[01;34m\u001b]8;;file://host/etc/apt/${name}\u0007${name}\u001b]8;;\u0007\u001b[0m`
    expect(view(`${link('apt.conf.d')}  ${link('keyrings')}\r\n`)).toBe('apt.conf.d  keyrings\n')
    const st = '\u001b]8;;https://example.test/a\u001b\\docs\u001b]8;;\u001b\\'
    expect(view(`see ${st} and ${st}\n`)).toBe('see docs and docs\n')
  })

  it('shows the last state of what real tools redraw', () => {
    // npm install
    expect(
      view('⠙\u001b[1G\u001b[0K⠹\u001b[1G\u001b[0K\r\nadded 3 packages\r\n⠦\u001b[1G\u001b[0K'),
    ).toBe('\nadded 3 packages\n')
    // git clone --progress
    const counting = [1, 50, 100].map((share) => `remote: Counting: ${share}% (${share}/100)`)
    expect(view(`${counting.join('\u001b[K\r')}, done.\u001b[K\r\nnext\r\n`)).toBe(
      'remote: Counting: 100% (100/100), done.\nnext\n',
    )
    // pip download
    const bar = (done: string, time: string): string =>
      `     \u001b[32m━━━━━━━━\u001b[0m \u001b[32m${done}/9 kB\u001b[0m eta \u001b[36m${time}\u001b[0m`
    expect(
      view(
        `\u001b[?25l${bar('0', '-:--:--')}\r\u001b[2K${bar('9', '0:00:00')}\r\n\u001b[?25hSaved\r\n`,
      ),
    ).toBe('     ━━━━━━━━ 9/9 kB eta 0:00:00\nSaved\n')
  })

  it('keeps what other screens showed last, below what stood before', () => {
    // less, quit
    const other = '\u001b[?1049h\u001b[H\u001b[2Jfirst page\r\n\u001b[H\u001b[2Jlast page\r\n'
    expect(view(`$ less notes\n${other}\u001b[?1049l\u001b[?25h$ exit\n`)).toBe(
      '$ less notes\nlast page\n$ exit\n',
    )
  })

  it('reads bold and underlined letters of manual pages', () => {
    // MAN_KEEP_FORMATTING=1 man ls | head
    expect(view('N\bNA\bAM\bME\bE\n     l\bls\bs - list _\bF_\bI_\bL_\bE names\n')).toBe(
      'NAME\n     ls - list FILE names\n',
    )
  })

  it('obeys saved cursors, deleted rows and character sets', () => {
    expect(view('one\n\u001b7two\n\u001b8tres\u001b[K\n')).toBe('one\ntres\n')
    expect(view('one\ntwo\nthree\n\u001b[2A\u001b[1Mdos\n')).toBe('one\ndos\n')
    expect(view('\u001b[1;1H\u001b(B\u001b[mload\u001b(B\u001b[m: 3\n')).toBe('load: 3\n')
  })

  it('is silent where nothing is overwritten', () => {
    expect(view('one\r\ntwo\r\n')).toBeUndefined()
    expect(view(`${'plain words '.repeat(20)}\u001b[31mred\u001b[0m\n`)).toBeUndefined()
    expect(view('')).toBeUndefined()
    expect(view('gone\u001b[2K')).toBeUndefined()
    expect(view('\u0000\u0001\u001b[2A\u0003 bytes\r of a file\b')).toBeUndefined()
  })
})

const anyTerminalText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r',
        '\b',
        '\r\n',
        ' ',
        '\t',
        '\u001b[K',
        '\u001b[2K',
        '\u001b[J',
        '\u001b[1A',
        '\u001b[3A',
        '\u001b[B',
        '\u001b[5D',
        '\u001b[4C',
        '\u001b[2G',
        '\u001b[F',
        '\u001b[31m',
        '\u001b',
        '\u001b]0;title\u0007',
        '\u001b[2J',
        '\u001b[H',
        '\u001b[999999A',
        '\u001b7',
        'a\ba',
        '_\bx',
        '\u001b8',
        '\u001b[2M',
        '\u001b(B',
        '\u001b[?25l',
        '\u001b[?1049h',
        '\u001b[?1049l',
        '\u001b]8;;http://x.test/\u001b\\',
      ),
      fc.stringMatching(/^[a-z]{1,5}$/),
      fc.stringMatching(/^[a-z]{1,3} [a-z]{1,3}$/),
    ),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(''))

it('law: every word shown stands in the source, in the same order', () => {
  fc.assert(
    fc.property(anyTerminalText, (text) => {
      const shown = view(text)
      if (shown !== undefined)
        expect([wordsOf(shown), isInOrder(wordsOf(shown), wordsOf(text))]).toEqual([
          wordsOf(shown),
          true,
        ])
    }),
    { numRuns: 2000 },
  )
})
