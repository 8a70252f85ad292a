import { type Language, marks } from './language.ts'

/** What a property of a class or a file is made by; local ones are part of what a function does. */
const PROPERTY = `
(property_declaration (variable_declaration (identifier) @name) [
  (lambda_literal) @body
  (anonymous_function (function_body (block) @body))
  (call_expression (annotated_lambda (lambda_literal) @body))
  (property_delegate (call_expression (annotated_lambda (lambda_literal) @body)))
  (getter (function_body [(block) (when_expression)] @body))])
`

export const kotlin: Language = {
  name: 'kotlin',
  endings: ['kt', 'kts'],
  marks: marks(
    ['package', /^package \w+(?:\.\w+)+$/, 3],
    ['import', /^import \w+(?:\.\w+){2,20}(?:\.\*)?$/, 2],
    ['import', /^import (?:androidx?|com|expo|javax?|kotlinx?|org|io)\.[\w.]+(?:\.\*)?$/, 2],
    [
      'fun override private internal suspend public open inline protected abstract operator',
      /^(?:\w+ ){0,4}fun (?:<.*> ?)?[\w.<>?]+\(/,
      4,
    ],
    ['val var', /^va[lr] \w+(?:: [\w<>?., ]+)?(?: = | by | get)/, 2],
    ['val private internal override public', /^(?:\w+ ){0,3}val \w+: [\w<>?., ]+$/, 2],
    ['private internal override const lateinit', /^(?:\w+ ){1,3}va[lr] \w+/, 3],
    [
      'data sealed object companion enum annotation',
      /^(?:data|sealed|enum|annotation) (?:class|interface)|^(?:companion )?object\b/,
      4,
    ],
    [
      'class internal private public open abstract data sealed enum',
      /^(?:\w+ ){0,3}class \w+(?:<[^>]*>)?(?:\($|(?:\([^)]*\))? ?: [\w.<>]+\(| \w*constructor\()/,
      3,
    ],
    ['constructor init get set', /^(?:constructor\(|init \{$|get\(\) |set\(\w*\) )/, 3],
    ['when', /^when ?(?:\(.*\) ?)?\{$/, 3],
    ['is else', /^(?:is \w[^-]*|else) -> /, 3],
    ['@', /^@(?:Jvm\w+|Suppress\(|Throws\(|Composable|OptIn\(|DoNotStrip|Keep\b|file:)/, 3],
    ['', /\?\.(?:let|also|run|apply|use) ?\{|\?: |\bas\? \w|!!\.|\) \{ \w+ ->$/, 2],
  ),
  query: `
(function_declaration name: (identifier) @name (function_body [
  (block) @body
  (when_expression) @body
  (call_expression (annotated_lambda (lambda_literal) @body))]))
(secondary_constructor "constructor" @name (block) @body)
(anonymous_initializer (block) @body)
(getter (function_body (block) @body))
(setter (function_body (block) @body))
(source_file ${PROPERTY})
(class_body ${PROPERTY})
(call_expression
  (call_expression (value_arguments . (value_argument . (string_literal) @name)))
  (annotated_lambda (lambda_literal) @body))
(infix_expression
  (call_expression (value_arguments . (value_argument . (string_literal) @name)))
  (identifier)
  (lambda_literal) @body)
(property_declaration
  (call_expression (identifier) @maker (value_arguments) @data) (#match? @maker "Of$"))
(property_declaration (multiline_string_literal) @data)
(property_declaration (call_expression (navigation_expression (multiline_string_literal) @data)))
(line_comment) @note
(block_comment) @note
`,
}
