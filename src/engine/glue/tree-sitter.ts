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
  parse(source: string): { readonly rootNode: Node; delete(): void } | null
}

interface Query<Node> {
  captures(root: Node): readonly { readonly name: string; readonly node: Node }[]
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
      const tree = parser.parse(source)
      if (tree === null) return []
      try {
        return capturesOf(query, tree.rootNode)
      } finally {
        tree.delete()
      }
    },
  }
}

/** Where the whole text parsed, no stretch of it needs to be asked. */
function capturesOf<Node extends SyntaxNode>(query: Query<Node>, root: Node): readonly Capture[] {
  const isWhole = !root.hasError
  return query.captures(root).map(({ name, node }) => ({
    name,
    start: node.startIndex,
    end: node.endIndex,
    broken: !isWhole && node.hasError,
  }))
}
