import { type Language, marks } from './language.ts'

export const swift: Language = {
  name: 'swift',
  endings: ['swift'],
  marks: marks(
    [
      'import',
      /^import (?:Foundation|UIKit|SwiftUI|Combine|XCTest|AppKit|\w*Kit|Darwin|Glibc)$/,
      4,
    ],
    [
      'func public private static internal override mutating fileprivate @objc',
      /^(?:[@\w]+ ){0,4}func \w+(?:<.*>)?\(.*(?:\{|->|,|\()/,
      2,
    ],
    ['func public static', /^(?:\w+ ){0,3}func .*-> .*\{$/, 2],
    ['guard', /^guard (?:let |var )?.*else ?\{?/, 4],
    ['if', /^if (?:let|var|case) .*\{$/, 3],
    ['extension protocol', /^\w+ [\w.]+(?:: [\w, .]+)?(?: where .*)? ?\{$/, 4],
    [
      'struct class enum final public',
      /^(?:\w+ ){0,2}(?:struct|class|enum) \w+(?:: [\w, .]+)? \{$/,
      1,
    ],
    [
      'let var private public static',
      /^(?:\w+ ){0,3}(?:let|var) \w+(?:: [\w<>[\]?!., :]+)?(?: =.*[^;]| \{)?$/,
      1,
    ],
    ['init', /^init\??\(/, 3],
    ['///', /^\/\/\/ /, 1],
  ),
  query: `
(function_declaration "func" . name: _ @name body: (function_body) @body)
(init_declaration "init" @name body: (function_body) @body)
(deinit_declaration "deinit" @name body: (function_body) @body)
(subscript_declaration "subscript" @name (computed_property) @body)
(property_declaration
  name: (pattern bound_identifier: (simple_identifier) @name)
  computed_value: (computed_property) @body)
(computed_getter) @body
(computed_setter) @body
(computed_modify) @body
(willset_clause) @body
(didset_clause) @body
(class_body (property_declaration
  name: (pattern bound_identifier: (simple_identifier) @name)
  value: [(lambda_literal) @body (call_expression [
    (lambda_literal) @body
    (call_suffix (lambda_literal) @body)])]))
(call_expression (call_suffix
  (value_arguments . (value_argument . value: (line_string_literal) @name))
  (lambda_literal) @body))
(property_declaration value: [
  (array_literal) (dictionary_literal) (multi_line_string_literal)] @data)
(comment) @note
(multiline_comment) @note
`,
}
