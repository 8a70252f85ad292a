import { type Language, marks } from './language.ts'

export const go: Language = {
  name: 'go',
  endings: ['go'],
  marks: marks(
    ['package', /^package \w+$/, 4],
    ['import', /^import (?:\(|"[\w./-]+"|\w+ "[\w./-]+")$/, 4],
    ['func', /^func (?:\([^)]{1,80}\) )?\w+[[(].*(?:[{,(]|\})$/, 3],
    ['type', /^type \w+(?:\[.*\])? (?:struct|interface|func|map|\[\]|\w+$)/, 4],
    ['if', /^if (?:.*; )?err [!=]= nil/, 4],
    ['if for switch', /^\w+ [^(].*\{$/, 1],
    ['defer go', /^(?:defer|go) [\w.]+.*[({]/, 4],
    ['case', /^case [^:]*:$/, 1],
    ['var const', /^(?:var|const) (?:\($|\w+ [\w*[\]]+(?: =|$))/, 2],
    ['', /^[\w, ]{1,60} := /, 2],
    ['return', /^return .*[^;{]$/, 1],
  ),
  query: `
(function_declaration name: (identifier) @name body: (block) @body)
(method_declaration name: (field_identifier) @name body: (block) @body)
(func_literal body: (block) @body)
(var_spec value: (expression_list (composite_literal body: (literal_value) @data)))
(var_spec value: (expression_list (raw_string_literal) @data))
(const_spec value: (expression_list (raw_string_literal) @data))
(comment) @note
`,
}
