import { type MarkPattern, marks } from './mark.ts'

/** A file as diagnostics name it, without what follows. */
const FILE = String.raw`(?:[A-Za-z]:)?[^\s:()\d[][^\s:()]{0,250}`
/** `file:12`, `file:12:5`. */
const PLACE = String.raw`${FILE}:\d{1,7}(?::\d{1,6})?`

/**
 * Diagnostics of gcc, clang, ld, rustc, javac, kotlinc, tsc, MSBuild and dotnet, go, mypy, eslint,
 * ruff, flake8, pylint, prettier, biome, shellcheck: what it is and where it stands.
 */
export const COMPILERS: readonly MarkPattern[] = [
  ...marks('failure', {}, [
    String.raw`${PLACE}: (?:fatal )?(error)\b`,
    String.raw`${FILE}\(\d{1,7}(?:,\d{1,6})?\) ?: (?:fatal )?(error) [A-Z]{1,6}\d`,
    String.raw`${PLACE} - (error)(?: TS\d{1,6})?\b`,
    String.raw`(error)\[[A-Z]\d{1,5}\]: `,
    String.raw` {1,8}\d{1,7}:\d{1,6} {1,20}(error) {2,8}\S`,
    String.raw`${FILE}:\d{1,7}:\d{1,6}: [EF]\d{3,4}:? `,
    String.raw`collect2: (error): |\S{0,200}\bld(?:\.\w{1,8})?: `,
    String.raw`e: (?:file://|/)\S`,
    String.raw`ERROR in \S{1,300}(?: \d|$)`,
    String.raw`vet: \S{1,250}\.go:\d`,
    String.raw`✘ \[(ERROR)\] `,
  ]),
  ...marks('failure', { proves: false }, [
    String.raw`error(?: TS\d{1,6})?: `,
    `${FILE}: undefined reference to `,
    String.raw`\S{1,250}\.go:\d{1,7}:\d{1,6}: `,
    String.raw`(?:\w{1,60}(?:Error|Exception)|Module not found): `,
  ]),
  ...marks('warning', {}, [
    String.raw`${PLACE}: (?:runtime )?(warning)\b`,
    String.raw`${FILE}\(\d{1,7}(?:,\d{1,6})?\) ?: (warning) [A-Z]{1,6}\d`,
    String.raw`${PLACE} - (warning)\b`,
    String.raw` {1,8}\d{1,7}:\d{1,6} {1,20}(warning) {2,8}\S`,
    String.raw`${FILE}:\d{1,7}:\d{1,6}: [A-Z]{1,4}\d{1,5}:? `,
    String.raw`WARNING in \S{1,300}(?: \d|$)`,
    String.raw`▲ \[(WARNING)\] `,
    String.raw`w: (?:file://|/)\S`,
    String.raw` {2}\S{1,300}:\d{1,7}: \w{1,40}Warning: `,
  ]),
  ...marks('warning', { proves: false }, [
    '(warning): ',
    String.raw`[A-Z]{1,4}\d{3,4} (?:\[\*\] )?\S`,
    `${PLACE}: (note): `,
    String.raw`\[(warn)\] `,
    String.raw`Note: \S{1,300} uses `,
  ]),
  ...marks('section', {}, [
    String.raw`# [\w.-]{1,100}/[\w./-]{1,200}(?: \[\S{1,200}\])?$`,
    'PublicPath: |LOG from webpack',
  ]),
  ...marks('section', { proves: false }, [
    `${FILE}: (?:In (?:function|member function|constructor|destructor|instantiation of|lambda function)|At (?:top level|global scope))`,
    String.raw`In file included from ${FILE}:\d`,
    String.raw`\*{13} Module `,
    String.raw`/\S{1,300}\.[cm]?[jt]sx?$`,
  ]),
  ...marks('summary', {}, [
    String.raw`Found \d{1,8} errors?(?: in |\.|$| \()`,
    String.raw`✖ \d{1,8} problems? \(`,
    String.raw`Success: no issues found in \d`,
    'Your code has been rated at ',
    'All checks passed!$',
    String.raw`(?:error|warning): (?:could not compile|build failed|test failed|\W[\w-]{1,60}\W \([^)]{1,60}\) generated \d|aborting due to )`,
    String.raw`webpack \d[\d.]{1,12} compiled `,
    String.raw` {0,8}\d{1,8} (?:Warning|Error)\(s\)$`,
    String.raw`(?:Checking formatting\.\.\.|All matched files use Prettier|Code style issues )`,
    'For more information about (?:this|an) error, try ',
    'Some errors have detailed explanations: ',
    'Errors  Files$',
  ]),
  ...marks('summary', { proves: false }, [
    String.raw`\d{1,8} (?:errors?|warnings?)(?: generated\.?| and \d{1,8} (?:errors?|warnings?).{0,60}| emitted)?$`,
    String.raw` {2}\d{1,8} errors? and \d{1,8} warnings? potentially fixable `,
    String.raw`\[\*\] \d{1,8} fixable with `,
  ]),
]
