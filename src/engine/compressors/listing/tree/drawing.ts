/** How a program draws a tree: what stands before a name, a unit for each level. */
export interface Drawing {
  /** Names it in the legend. */
  readonly label: string
  /** Below an ancestor that has more to come, and below the last one. */
  readonly bar: string
  readonly blank: string
  /** Before a name that has siblings to come, and before the last one. */
  readonly branch: string
  readonly last: string
  /** The same before names with something below them. */
  readonly branchOpen: string
  readonly lastOpen: string
}

const UNICODE = { branch: '├── ', last: '└── ', branchOpen: '├── ', lastOpen: '└── ' } as const

/** `tree`, the same with plain blanks, `tree --charset=ascii`, and `npm ls`. */
export const DRAWINGS: readonly Drawing[] = [
  { label: '├──', bar: '│\u00a0\u00a0 ', blank: '    ', ...UNICODE },
  { label: '├── and blanks', bar: '│   ', blank: '    ', ...UNICODE },
  {
    label: '|--',
    bar: '|   ',
    blank: '    ',
    branch: '|-- ',
    last: '`-- ',
    branchOpen: '|-- ',
    lastOpen: '`-- ',
  },
  {
    label: '├─┬',
    bar: '│ ',
    blank: '  ',
    branch: '├── ',
    last: '└── ',
    branchOpen: '├─┬ ',
    lastOpen: '└─┬ ',
  },
]

export interface TreeNode {
  /** 0 for the root. */
  readonly depth: number
  readonly name: string
}

/** Deeper trees are not drawn. */
export const DEEPEST = 64

/** The nodes as lines. */
export function drawTree(nodes: readonly TreeNode[], drawing: Drawing): readonly string[] {
  const isLast = lastOfSiblings(nodes)
  /** What stands before the children of each ancestor. */
  const lead: string[] = ['']
  return nodes.map(({ depth, name }, at) => {
    if (depth === 0) return name
    const before = lead[depth - 1] ?? ''
    const ends = isLast[at] === 1
    lead[depth] = before + (ends ? drawing.blank : drawing.bar)
    const isOpen = (nodes[at + 1]?.depth ?? 0) > depth
    const plain = ends ? drawing.last : drawing.branch
    const open = ends ? drawing.lastOpen : drawing.branchOpen
    return before + (isOpen ? open : plain) + name
  })
}

/** 1 for nodes after which none of the same depth comes before a shallower one. */
function lastOfSiblings(nodes: readonly TreeNode[]): Uint8Array {
  const isLast = new Uint8Array(nodes.length)
  const follows = new Uint8Array(DEEPEST + 2)
  for (let at = nodes.length - 1; at >= 0; at--) {
    const depth = nodes[at]?.depth ?? 0
    isLast[at] = follows[depth] === 1 ? 0 : 1
    follows[depth] = 1
    follows.fill(0, depth + 1)
  }
  return isLast
}
