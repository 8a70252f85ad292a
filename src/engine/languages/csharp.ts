import { type Language, marks } from './language.ts'

export const csharp: Language = {
  name: 'csharp',
  endings: ['cs', 'csx'],
  marks: marks(
    ['using', /^using (?:static )?[A-Z][\w.]*;$/, 4],
    ['namespace', /^namespace [A-Z][\w.]*;?$/, 4],
    [
      'public private protected internal',
      /^(?:public|private|protected|internal) (?:static |sealed |abstract |partial |readonly |override |virtual |async )*(?:class|interface|struct|enum|record) /,
      2,
    ],
    [
      'public private protected internal',
      /^(?:public|private|protected|internal) (?:static |readonly |override |virtual |async |const |sealed |abstract )*[\w<>[\], ?.]+ \w+(?:\(| =|;|$| \{)/,
      2,
    ],
    ['internal sealed partial', /^\w+ (?:\w+ )*(?:class|struct|interface) /, 3],
    ['', /\{ get;|\bget;|=> [^{]*;$/, 2],
    ['#', /^#(?:region|endregion|nullable)\b/, 4],
    ['foreach', /^foreach \(/, 2],
    ['var', /^var \w+ = new /, 2],
    ['///', /^\/\/\/ <\w+/, 3],
    ['[', /^\[[A-Z]\w*(?:\(.*\))?\]$/, 2],
  ),
  query: `
(method_declaration name: (identifier) @name body: (block) @body)
(constructor_declaration name: (identifier) @name body: (block) @body)
(destructor_declaration name: (identifier) @name body: (block) @body)
(operator_declaration body: (block) @body)
(conversion_operator_declaration body: (block) @body)
(accessor_declaration body: (block) @body)
(local_function_statement name: (identifier) @name body: (block) @body)
(field_declaration (variable_declaration (variable_declarator [
  (array_creation_expression (initializer_expression) @data)
  (object_creation_expression initializer: (initializer_expression) @data)
  (initializer_expression) @data])))
(comment) @note
`,
}
