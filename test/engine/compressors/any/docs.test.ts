import { expect, it } from 'vitest'
import { dropNumbers } from '../../../../src/engine/compressors/any/drop-numbers.ts'
import { repeatLines } from '../../../../src/engine/compressors/any/repeat-lines.ts'
import { sharePhrases } from '../../../../src/engine/compressors/any/share-phrases.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked } from '../../../../src/engine/text/packed-header.ts'

const documents = import.meta.glob('../../../../docs/packed-lines.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const examples = Object.values(documents)
  .flatMap((text) => [...text.matchAll(/```\n([\s\S]*?)```/g)])
  .map(([, example = '']) => example)
  .filter((example) => example.startsWith('[packed '))

it.each([repeatLines, dropNumbers, sharePhrases])(
  '$form: what the docs show is what the decoder reads',
  (packer) => {
    const shown = examples.find((example) => parsePacked(example)?.form === packer.form) ?? ''
    const text = packer.unpack(shown)
    expect(text).toBeDefined()
    expect(checksum(text ?? '')).toBe(parsePacked(shown)?.check)
  },
)
