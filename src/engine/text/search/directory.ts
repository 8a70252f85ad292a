/** A path up to its last `/` or `\`, which belongs to it; `''` for a bare name. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
