import { type Language, marks } from './language.ts'

export const bash: Language = {
  name: 'bash',
  endings: ['sh', 'bash', 'zsh', 'ksh'],
  marks: marks(
    ['#!/', /^#!.*\b(?:ba|z|k|da)?sh\b/, 4],
    ['fi esac', /^\w+(?:;.*)?$/, 4],
    ['done', /^done(?: ?[<|&;].*)?$/, 4],
    ['then do', /^\w+$/, 3],
    ['if while elif until', /^\w+ (?:! )?(?:\[|\w.*; ?(?:then|do)$)/, 3],
    ['for', /^for \w+ in .*(?:; ?do)?$/, 2],
    ['case', /^case .* in$/, 4],
    ['local declare readonly', /^\w+ (?:-\w+ )?\w+(?:=|$)/, 2],
    ['export', /^export [A-Z_]+=/, 3],
    ['echo printf cd mkdir rm set source', /^\w+ (?:["'$-]|\w)/, 1],
    ['', /^\w[\w-]*\(\) \{$|^\w+=(?:\$|"\$)|\bfi$/, 2],
  ),
  query: `
(function_definition name: (word) @name body: (compound_statement) @body)
(variable_assignment value: (array) @data)
(comment) @note
`,
}
