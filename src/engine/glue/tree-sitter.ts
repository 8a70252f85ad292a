import type { Capture, SyntaxParser } from '../contracts/abilities.ts'

/** The slice of `web-tree-sitter` we use. The host loads the grammar, from bytes or from a module. */
export interface TreeSitterModule<Language, Node extends SyntaxNode> {
  readonly Parser: new () => Parser<Language, Node>
  readonly Query: new (language: Language, pattern: string) => Query<Node>
}

interface SyntaxNode {
  readonly startIndex: number
  readonly endIndex: number
  readonly hasError: boolean
}

interface Parser<Language, Node> {
  setLanguage(language: Language): unknown
  parse(
    source: string,
    oldTree: null,
    options: { progressCallback(state: { readonly currentOffset: number }): boolean },
  ): { readonly rootNode: Node; delete(): void } | null
  reset(): void
}

interface Query<Node> {
  captures(
    root: Node,
    options: { readonly matchLimit: number },
  ): readonly { readonly name: string; readonly node: Node }[]
}

/**
 * A parser in the engine's own words. Trees live in the module's memory and are freed here, so none
 * of them escapes; queries are compiled once.
 */
export function syntaxParserOn<Language, Node extends SyntaxNode>(
  treeSitter: TreeSitterModule<Language, Node>,
  language: Language,
): SyntaxParser {
  const parser = new treeSitter.Parser()
  parser.setLanguage(language)
  const queries = new Map<string, Query<Node>>()
  const queryOf = (pattern: string): Query<Node> => {
    const query = queries.get(pattern) ?? new treeSitter.Query(language, pattern)
    queries.set(pattern, query)
    return query
  }
  return {
    captures: (source, pattern) => {
      const query = queryOf(pattern)
      const tree = parsed(parser, source)
      if (tree === undefined) return undefined
      try {
        return capturesOf(query, tree.rootNode)
      } finally {
        tree.delete()
      }
    },
  }
}

/** The parser reports every hundred steps; reports between two looks. */
const REPORTS = 200
/**
 * Units that must be read in that time. Of 880 real files, binary ones and prose among them, the slowest
 * read 10,500; what is made to be read in very many ways, such as `a<a<a<…`, reads 3,300 and less, and
 * takes memory by the square of its length.
 */
const LEAST_READ = 6000
/** At the very end the tree is put in order, and nothing is read. */
const END = 100
/** Offsets are in bytes of UTF-16. */
const BYTES = 2

/** Gives up on what is not worth reading, by steps and not by time, so that every host gives up alike. */
function parsed<Language, Node>(
  parser: Parser<Language, Node>,
  source: string,
): { readonly rootNode: Node; delete(): void } | undefined {
  let reports = 0
  let mark = 0
  const progressCallback = ({ currentOffset }: { readonly currentOffset: number }): boolean => {
    const read = currentOffset / BYTES
    if (read >= source.length - END || ++reports % REPORTS !== 0) return false
    const isTangled = read - mark < LEAST_READ
    mark = read
    return isTangled
  }
  try {
    const tree = parser.parse(source, null, { progressCallback })
    if (tree !== null) return tree
  } catch {
    // Out of memory: resetting gives it back, and the next source is read as if nothing had been.
  }
  parser.reset()
  return undefined
}

/** Matches under way at once; source nested without end would let them grow with it. */
const MATCHES = 2000

/** Where the whole text parsed, no stretch of it needs to be asked. */
function capturesOf<Node extends SyntaxNode>(query: Query<Node>, root: Node): readonly Capture[] {
  const isWhole = !root.hasError
  return query.captures(root, { matchLimit: MATCHES }).map(({ name, node }) => ({
    name,
    start: node.startIndex,
    end: node.endIndex,
    broken: !isWhole && node.hasError,
  }))
}
