import { type Language, marks } from './language.ts'

export const swift: Language = {
  name: 'swift',
  endings: ['swift'],
  marks: marks(
    ['import', /^import (?:(?:struct|class|enum|protocol|func) )?[A-Z]\w*(?:\.\w+)?$/, 3],
    ['func', /^func [\w`]+(?:<.*>)?\((?:\w+ )?\w+: /, 4],
    ['func', /^func [^-]*\) (?:async |throws |rethrows )*(?:-> [^{]*)?\{$/, 2],
    [
      'public private internal fileprivate open static class override mutating nonisolated final @',
      /^(?:@?\w+(?:\(\w{1,40}\))? ){1,5}(?:func [\w`=<+-]|(?:convenience )?init[?(<]|subscript\()/,
      4,
    ],
    ['init convenience required', /^(?:convenience |required ){0,2}init[?!]?\(/, 3],
    ['deinit', /^deinit \{/, 4],
    ['guard', /^guard (?:let |var )?.*(?:else ?\{?|,)/, 4],
    ['if', /^if (?:let|var|case) .*(?:\{|,)$/, 3],
    ['if while switch for', /^\w+ [^(].*[^)] \{$/, 1],
    ['case', /^case (?:let )?\.\w.*:$/, 4],
    ['case', /^case \w+(?:\(.*\)| = .*)?$/, 2],
    ['extension protocol', /^\w+ [\w.]+(?:: [\w, .]+)?(?: where .*)? ?\{$/, 4],
    [
      'struct class enum final public open internal private actor fileprivate',
      /^(?:\w+ ){0,2}(?:struct|class|enum|actor|extension|protocol) \w+(?:<.{1,60}>)?(?:: [\w, .@<>]+)? \{$/,
      1,
    ],
    [
      'struct class enum final public open internal private actor fileprivate',
      /^(?:\w+ ){0,2}(?:struct|class|enum|actor|extension|protocol) \w+(?:<.{1,60}>)?: [\w, .@<>]+ \{$/,
      2,
    ],
    [
      'let var private public static internal weak lazy fileprivate @',
      /^(?:@?\w+(?:\(\w{1,40}\))? ){0,4}(?:let|var) \w+(?:: [\w<>[\]?!., :]+)?(?: =.*[^;]| \{)?$/,
      1,
    ],
    [
      'var private public static internal open override',
      /^(?:\w+ ){0,4}var \w+: [\w<>[\]?!., :]+ \{/,
      4,
    ],
    ['weak lazy', /^\w+ (?:\w+ )?var \w/, 4],
    ['private public fileprivate internal', /^\w+\(set\) (?:static )?var \w/, 4],
    ['typealias associatedtype', /^\w+ \w+(?:: \w+)?(?: = .*)?$/, 2],
    ['try', /^try[?!]? (?:await )?\w.*[^;]$/, 2],
    ['return', /^return (?:\.\w|try |await |nil$)/, 2],
    [
      '@',
      /^@(?:objc\w*|IB\w+|Published|State\w*|Binding|MainActor|available|discardableResult|inlin\w+|testable|ViewBuilder|Environment\w*|ObservedObject|main)\b/,
      3,
    ],
    ['#', /^#(?:if !?(?:os|canImport|targetEnvironment|swift)\(|Preview\b)/, 4],
    ['self', /^self\??\.\w[^;]*[^;:]$/, 1],
    ['', /\{ (?:\[(?:weak|unowned) |[^{]* in$)|\bas[?!] \w|\) -> [^()]*\{$|\w \?\? /, 2],
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
