import { ELEMENT_MARKS, FUNCTIONS, SHARED_MARKS } from './javascript.ts'
import { type Language, marks } from './language.ts'

const query = `${FUNCTIONS}
(public_field_definition name: (_) @name value: (arrow_function body: (statement_block) @body))
(variable_declarator value: (as_expression [(array) (object)] @data))
(variable_declarator value: (satisfies_expression [(array) (object)] @data))
`

const TYPE_MARKS = marks(
  [
    'export declare interface type abstract enum namespace',
    /^(?:export )?(?:declare )?(?:interface \w+|type \w+(?:<.*>)? =|abstract class|const enum|namespace \w+|module ['"\w])/,
    4,
  ],
  ['import', /^import type /, 4],
  [
    'private public protected readonly static',
    /^(?:(?:private|public|protected|readonly|static) )+[\w$#]+[?!]?: /,
    2,
  ],
  [
    '',
    /[\w\])?]: (?:string|number|boolean|void|unknown|any|never|Promise<|readonly |Record<)|\bas (?:const|unknown|any|[A-Z]\w+)\b/,
    3,
  ],
)

export const typescript: Language = {
  name: 'typescript',
  endings: ['ts', 'mts', 'cts'],
  marks: [...SHARED_MARKS, ...TYPE_MARKS],
  query,
}

export const tsx: Language = {
  name: 'tsx',
  base: 'typescript',
  endings: ['tsx'],
  marks: [...SHARED_MARKS, ...TYPE_MARKS, ...ELEMENT_MARKS],
  query,
}
