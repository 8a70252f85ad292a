/** Whether a found line defines what was looked for, something else, or nothing. */
export type DefinitionTest = (found: string) => 'sought' | 'other' | 'none'

/** Words that open a definition in the usual languages, each followed by the name. */
const DEFINES =
  /^(?:(?:export|default|declare|abstract|async|public|private|protected|internal|static|final|pub|readonly|override|virtual|inline|extern|unsafe|open|data|sealed)(?:\([a-z]{1,12}\))? ){0,5}(?:function\*?|class|def|fn|func|interface|type|struct|enum|trait|impl|union|namespace|module|mod|const|let|var|val|macro_rules!|#define|#\s?define|typedef|record|object|protocol|extension|sub|proc) (?:\([^)]{1,80}\) )?([\w$]{1,80})/

/** Names in the arguments of the call: the longest words of the pattern. */
export function createDefinitionTest(input: string): DefinitionTest {
  const names = new Set(input.slice(0, LONGEST_INPUT).match(/[A-Za-z_$][\w$]{2,79}/g) ?? [])
  return (found) => {
    const [, name] = DEFINES.exec(found.slice(0, LONGEST_HEAD)) ?? []
    if (name === undefined) return 'none'
    return names.has(name) ? 'sought' : 'other'
  }
}

const LONGEST_INPUT = 2000
const LONGEST_HEAD = 240
