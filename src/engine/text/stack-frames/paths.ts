/**
 * The package that a file of a library belongs to; `undefined` for a path of one's own. Known are the
 * folders that package managers install into, and those of the runtimes themselves.
 */
export function libraryOfPath(path: string): string | undefined {
  const plain = path.replaceAll('\\', '/')
  for (const [folder, name] of FOLDERS) {
    const match = folder.exec(plain)
    if (match !== null) return match[1] ?? name
  }
  return undefined
}

/** Each with its one group, the package, or with the name it goes by. */
const FOLDERS: readonly (readonly [folder: RegExp, name: string])[] = [
  [/^(?:.{0,600}\/)?node_modules\/((?:@[^/]{1,80}\/)?[^/]{1,80})\//, 'node_modules'],
  [/\/(?:site|dist)-packages\/([^/]{1,80}?)(?:\.py)?(?:\/|$)/, 'site-packages'],
  [/\/lib(?:64)?\/python\d[\d.]{0,6}\/([^/]{1,80}?)(?:\.py)?(?:\/|$)/, 'python'],
  [/^<frozen ([\w.]{1,80})/, 'python'],
  [/^(node:internal|node:[a-z_]{1,30})/, 'node'],
  [/^(?:native|<anonymous>|internal\/|evalmachine)/, 'runtime'],
  [/\/pkg\/mod\/([^@]{1,200})@/, 'go module'],
  [/\/(?:go|go-?\d[\d.]{0,8}|golang)\/src\/((?:[\w-]{1,40})(?:\/[\w-]{1,40})?)\//, 'go'],
  [/^\/rustc\/[0-9a-f]{6,64}\/(?:library|src\/lib)\/(\w{1,40})/, 'rust'],
  [/\/\.?cargo\/registry\/src\/[^/]{1,100}\/([\w-]{1,80}?)-\d/, 'crate'],
  [/\/gems\/([\w-]{1,80}?)-\d/, 'gem'],
  [/\/lib\/ruby\/(?:\d[\d.]{0,8}\/)?(\w{1,40})/, 'ruby'],
  [/\/vendor\/((?!src\/)[^/]{1,80}\/[^/]{1,80})\//, 'vendor'],
  [/(?:^|\/)(vendors?|polyfills?|chunk-vendors|runtime|framework)[.~-][^/]{0,200}\.js$/, 'bundle'],
  [/^(?:https?:\/\/)?(?:cdn|unpkg|ajax)\.[^/]{1,100}\/(?:npm\/|ajax\/libs\/)?([^/@]{1,80})/, 'cdn'],
  [/^(?:chrome|moz|safari)-extension:\/\//, 'extension'],
  [/\/(dotnet|_)\/src\//, 'dotnet'],
]
