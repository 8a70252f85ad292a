/**
 * What lines are told apart by: classes of characters, which class follows which, and groups of words.
 * None is a tool's name: what a tool prints is told by what all of its kind print alike.
 */

/** Classes of the characters below 128; the class of a letter, digit or blank comes first. */
const CLASSES = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digit: '0123456789',
  space: ' ',
  tab: '\t',
  colon: ':',
  slash: '/\\',
  bar: '|',
  equals: '=',
  open: '([',
  close: ')]',
  brace: '{}',
  quote: '"\'`',
  dash: '-',
  dot: '.',
  hash: '#',
  angle: '<>',
  under: '_',
  at: '@',
  comma: ',',
  money: '$%',
  star: '*+~',
  semicolon: ';',
  bang: '!?^&',
  /** Of any script. */
  letter: '',
  box: '',
  symbol: '',
} as const

export type ClassName = keyof typeof CLASSES
export const CLASS_NAMES = Object.keys(CLASSES) as readonly ClassName[]
export const LETTER: number = CLASS_NAMES.indexOf('letter')
export const BOX: number = CLASS_NAMES.indexOf('box')
export const SYMBOL: number = CLASS_NAMES.indexOf('symbol')

/** By character code below 128; a control character is a symbol. */
export const CLASS_OF_CODE: Uint8Array = classTable()

function classTable(): Uint8Array {
  const table = new Uint8Array(128).fill(SYMBOL)
  for (const [index, name] of CLASS_NAMES.entries()) {
    for (const sign of CLASSES[name]) table[sign.charCodeAt(0)] = index
  }
  return table
}

/** One class right behind another. */
export const PAIRS: readonly (readonly [ClassName, ClassName])[] = (
  'colon digit,space space,upper upper,lower upper,dot lower,lower open,slash lower,dot dot,digit dot,' +
  'colon space,dash dash,equals equals,space dash,lower colon,digit colon,space equals,open digit,' +
  'digit close,colon colon,dash angle,open lower,close space,close semicolon,close brace,space open,' +
  'angle slash,angle lower,comma space,comma digit,comma lower,digit comma,lower dash,lower equals,' +
  'upper space,upper colon,dot space,digit dash,lower digit,digit lower,space digit,open upper,at digit,' +
  'digit space,tab digit,tab lower,quote colon,dash lower,lower under,dot digit,space brace,colon slash,' +
  'slash slash,digit digit,space bar,space quote,money lower,open close,close dot,close colon,star space,' +
  'slash star,equals quote,digit slash'
)
  .split(',')
  .map((pair) => pair.split(' ') as [ClassName, ClassName])

/** Words, in lower case, that lines of a kind begin with or hold. */
export const WORDS: Readonly<Record<string, string>> = {
  declaration:
    'let var val const local def define defun fun func function fn proc procedure sub class module struct record enum type typedef interface trait impl import from include require use using open package namespace public private protected static extern export',
  statement:
    'if elif else for foreach while do done end begin return case switch when match try catch except finally raise throw set global unless until loop break then fi esac await async print printf echo',
  severity:
    'error warning note info fatal warn hint debug trace notice severe critical err errors warnings',
  status:
    'pass passed fail failed ok not skip skipped xfail todo success successful failure failures',
  step: 'compiling building linking installing downloading downloaded resolving checking running generating unpacking preparing processing fetching collecting created creating wrote writing reading loading copying removing updating updated bundling transforming starting finished started entering leaving',
  count:
    'tests test total files found ran time duration finished result results summary passing failing suites suite assertions issues problems seconds elapsed',
  frame:
    'at file traceback caused exception in by thread goroutine raised called frames frame line stack backtrace module',
  history: 'commit author date diff index merge subject committer parent',
  day: 'jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun',
  prose: 'the this a an it you to is are and or that of with be can will not which as on',
  manual:
    'usage options synopsis description name see also default option specify arguments commands',
  unit: 'ms s kb mb kib mib gb bytes sec min',
  fact: 'root yes no none true false enabled disabled version size total used free amd64 all installed static',
  request:
    'get post put delete http https host client server request listening connection port user',
  test: 'expected actual got received assert assertion assertionerror equal should spec expect undefined',
} as const

/** What is said of a line as a whole, or of it beside the one above. */
export const TRAITS = [
  'indented',
  'deep',
  'short',
  'long',
  'very long',
  'one field',
  'two fields',
  'three fields',
  'some fields',
  'many fields',
  'fields',
  'sentence',
  'clock',
  'digest',
  'first class above',
  'fields above',
  'length above',
  'not below the one above',
  'indentation above',
  'shape above',
  'first word above',
  'few digits',
  'many digits',
] as const

/** What is said of the whole sample. */
export const WHOLE = ['blank', 'few lines', 'constant'] as const
