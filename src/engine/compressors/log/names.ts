/** `a` … `z`, `aa`, `ab`, …: the name of the n-th template, from 0. */
export function nameOf(index: number, first: 'a' | 'A'): string {
  const base = first.charCodeAt(0)
  let name = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(base + (rest % 26)) + name
  }
  return name
}
