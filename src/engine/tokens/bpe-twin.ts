import type { Tokenizer } from '../contracts/tokenizer.ts'
import { chunkEnd } from './chunks.ts'
import type { EncodingData } from './encodings.ts'
import { createMergeCount } from './merge-count.ts'
import { pieceEndOf } from './pieces.ts'
import { readClasses } from './utf8-text.ts'
import { readVocabulary } from './vocabulary.ts'

/** The tokenizer for hosts that refuse WebAssembly: the same counts, in TypeScript alone. */
export function createTwinTokenizer({ encoding, vocabulary, classes }: EncodingData): Tokenizer {
  const table = readClasses(classes)
  const tokens = readVocabulary(vocabulary)
  const mergedCount = createMergeCount(tokens)
  const pieceEnd = pieceEndOf(encoding)
  const encoder = new TextEncoder()
  const countChunk = (chunk: string): number => {
    const bytes = encoder.encode(chunk)
    const text = { ...table, bytes, end: bytes.length }
    let count = 0
    for (let from = 0; from < text.end; ) {
      const to = pieceEnd(text, from)
      const isToken = to - from === 1 || tokens.rankOf(bytes, from, to) > 0
      count += isToken ? 1 : mergedCount({ bytes, from, to })
      from = to
    }
    return count
  }
  return {
    name: encoding,
    count(text) {
      let count = 0
      for (let from = 0; from < text.length; ) {
        const end = chunkEnd(text, from)
        count += countChunk(text.slice(from, end))
        from = end
      }
      return count
    },
  }
}
