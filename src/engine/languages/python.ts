import { type Language, marks } from './language.ts'

export const python: Language = {
  name: 'python',
  endings: ['py', 'pyi', 'pyw'],
  marks: marks(
    ['def', /^def \w+\(.*(?:[:,([\]]|\\)$|^def \w+\($/, 3],
    ['async', /^async (?:def|with|for) /, 3],
    ['class', /^class \w+(?:\(.*\))?:(?: *#.*)?$/, 3],
    ['import', /^import [\w.]+(?: as \w+)?(?:, [\w.]+(?: as \w+)?)*(?: *#.*)?$/, 2],
    ['from', /^from [\w.]+ import [\w(*]/, 4],
    ['if elif for while with except', /:(?: *#.*)?$/, 2],
    ['else try finally', /^\w+:(?: *#.*)?$/, 3],
    ['raise', /^raise(?: \w[\w.]*(?:\(.*)?(?: from \w+)?)?$/, 2],
    ['return', /^return(?: [^;{]*[^;{,\s])?$/, 1],
    ['yield assert del global nonlocal', /[^;{]$/, 1],
    ['pass', /^pass$/, 3],
    ['@', /^@[\w.]+(?:\(.*)?$/, 1],
    ['', /^r?"""/, 2],
    ['self', /^self\.\w[\w.]*(?: [-+*/|&]?= [^;]*[^;]|\(.*[),(])$/, 2],
  ),
  query: `
(function_definition name: (identifier) @name body: (block) @block)
(module . (expression_statement . (string) @note))
(class_definition body: (block . (expression_statement . (string) @note)))
(function_definition body: (block . (expression_statement . (string) @note)))
(module (expression_statement (assignment right: [(list) (dictionary) (set) (tuple) (string) (call)] @data)))
(comment) @note
`,
}
