import { type Language, marks } from './language.ts'

export const java: Language = {
  name: 'java',
  endings: ['java'],
  marks: marks(
    ['package', /^package [\w.]+;$/, 4],
    ['import', /^import (?:static )?[\w.]+(?:\.\*)?;$/, 4],
    [
      'public private protected',
      /^(?:public|private|protected) (?:static |final |abstract |synchronized |default )*(?:class|interface|enum|record|@interface) /,
      2,
    ],
    [
      'public private protected',
      /^(?:public|private|protected) (?:static |final |abstract |synchronized )*(?:<.{1,80}> )?[\w<>[\], ?.]+ \w+(?:\(| =|;)/,
      2,
    ],
    ['final', /^final \w+/, 2],
    ['@', /^@(?:Override|Test|Nullable|SuppressWarnings|Deprecated|Autowired|Inject)\b/, 4],
    ['', /\) throws \w|\b(?:extends|implements) \w[\w<>, .]*\{$/, 2],
    ['throw', /^throw new \w+\(/, 1],
  ),
  query: `
(method_declaration name: (identifier) @name body: (block) @body)
(constructor_declaration name: (identifier) @name body: (constructor_body) @body)
(compact_constructor_declaration name: (identifier) @name body: (block) @body)
(static_initializer (block) @body)
(field_declaration declarator: (variable_declarator value: (array_initializer) @data))
(field_declaration declarator: (variable_declarator value: (array_creation_expression value: (array_initializer) @data)))
(line_comment) @note
(block_comment) @note
`,
}
