import type { LineReader } from './line-reader.ts'
import type { LineSample } from './sample-lines.ts'
import { joinTexts, type Piece, type Template, templateOf, text } from './template.ts'

/** Templates for lines that share their beginning only: a stamp, or the first words. */
export function leftoverTemplates(
  reader: LineReader,
  { sample, scale }: LineSample,
): readonly Template[] {
  const heads = new Map<string, number>()
  for (const line of sample) {
    reader.read(line)
    if (reader.stampStart === -1) continue
    const head = reader.line.slice(0, reader.stampStart)
    heads.set(head, (heads.get(head) ?? 0) + 1)
  }
  return [...heads]
    .filter(([, count]) => count * scale > 1)
    .sort((a, b) => b[0].length - a[0].length)
    .slice(0, 16)
    .map(([head]) => {
      const pieces: Piece[] = [text(head), { kind: 'stamp' }, { kind: 'rest' }]
      return templateOf(joinTexts(pieces), false)
    })
}
