import { type Language, type Mark, marks } from './language.ts'

/** Functions of JavaScript and of all that is made of it. */
export const FUNCTIONS = `
(function_declaration name: (_) @name body: (statement_block) @body)
(generator_function_declaration name: (_) @name body: (statement_block) @body)
(method_definition name: (_) @name body: (statement_block) @body)
(variable_declarator name: (identifier) @name value: [
  (arrow_function body: (statement_block) @body)
  (function_expression body: (statement_block) @body)
  (call_expression arguments: (arguments [
    (arrow_function body: (statement_block) @body)
    (function_expression body: (statement_block) @body)]))])
(assignment_expression left: (_) @name right: [
  (arrow_function body: (statement_block) @body)
  (function_expression body: (statement_block) @body)])
(pair key: (_) @name value: [
  (arrow_function body: (statement_block) @body)
  (function_expression body: (statement_block) @body)])
(call_expression arguments: (arguments . (string) @name [
  (arrow_function body: (statement_block) @body)
  (function_expression body: (statement_block) @body)]))
(arrow_function body: (statement_block) @body)
(function_expression body: (statement_block) @body)
(variable_declarator value: [(array) (object) (template_string)] @data)
(assignment_expression right: [(array) (object) (template_string)] @data)
(pair value: [(array) (object)] @data)
(export_statement value: [(array) (object)] @data)
(comment) @note
`

/** What is written alike in JavaScript and all that is made of it. */
export const SHARED_MARKS: readonly Mark[] = marks(
  ['import', /^import (?:type )?(?:[\w$*{ ].* from )?['"][^'"]+['"];?$|^import (?:type )?\{$/, 4],
  [
    'export',
    /^export (?:default|const|let|function|class|async|abstract|interface|type|enum|\{|\*)/,
    4,
  ],
  ['const let var', /^(?:const|let|var) (?:[\w$]+|[{[].*[}\]]?)(?: =|$|;|,|: )/, 2],
  ['function', /^function\*? ?[\w$]*(?:<.*>)? ?\([^$]*$/, 2],
  ['async', /^async (?:function|\(|[\w$]+\()/, 3],
  ['module exports', /^(?:module\.)?exports[.[ ]/, 4],
  ['\' "', /^['"]use (?:strict|client|server)['"];?$/, 4],
  ['describe it test beforeEach afterEach', /^\w+\(/, 2],
  ['return', /^return .*;$/, 1],
  ['', /=> (?:\{|\($)|[!=]==|\brequire\(['"]|\bconsole\.\w+\(|= await \w/, 2],
  ['}) }); }),', /^\}\)[;,]?$/, 1],
  ['if for while switch', /^\w+ ?\(.*\) ?\{$/, 1],
  ['}', /^\} (?:else|catch|finally).*\{$/, 1],
)

/** Lines of elements in the midst of a program. */
export const ELEMENT_MARKS: readonly Mark[] = marks(
  ['< </ <> </>', /^<(?:\/?[A-Z]\w*|\/?[a-z]\w*|>|\/>)/, 3],
  ['return', /^return <[A-Za-z>]/, 3],
  ['', /^[^"'`]*\sclassName=|^<?[\w.]+ [^'"`]*\w=\{[^}]+\}|^[^"'`]*<\/\w+>$/, 3],
)

const query = `${FUNCTIONS}
(field_definition property: (_) @name value: (arrow_function body: (statement_block) @body))
`

export const javascript: Language = {
  name: 'javascript',
  endings: ['js', 'mjs', 'cjs'],
  marks: SHARED_MARKS,
  query,
}

export const jsx: Language = {
  name: 'jsx',
  base: 'javascript',
  endings: ['jsx'],
  marks: [...SHARED_MARKS, ...ELEMENT_MARKS],
  query,
}
