import { type Language, marks } from './language.ts'

export const php: Language = {
  name: 'php',
  endings: ['php', 'phtml'],
  marks: marks(
    ['<?', /^<\?php/, 4],
    ['use', /^use [\w\\]+\\[\w\\]+(?: as \w+)?;$/, 4],
    ['namespace', /^namespace [\w\\]+;$/, 2],
    [
      'public private protected static final abstract',
      /^(?:(?:public|private|protected|static|final|abstract) )+function &?\w+\(/,
      4,
    ],
    ['function', /^function \w+\(.*\$\w/, 4],
    ['$this', /^\$this->/, 3],
    ['', /^\$\w+ = .*;$|\$this->|^(?:if|foreach|while) \(.*\$\w/, 2],
    ['echo', /^echo .*;$/, 2],
  ),
  query: `
(method_declaration name: (name) @name body: (compound_statement) @body)
(function_definition name: (name) @name body: (compound_statement) @body)
(anonymous_function body: (compound_statement) @body)
(assignment_expression right: (array_creation_expression) @data)
(const_element (array_creation_expression) @data)
(property_element default_value: (array_creation_expression) @data)
(return_statement (array_creation_expression) @data)
(comment) @note
`,
}
