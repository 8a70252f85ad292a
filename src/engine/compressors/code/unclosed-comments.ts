/** How many of the signs that open a comment no later sign closes, where comments may stand within others. */
export function unclosedComments(source: string): number {
  const signs = /\/\*|\*\//g
  let depth = 0
  for (let sign = signs.exec(source); sign !== null; sign = signs.exec(source)) {
    if (sign[0] === '/*') depth++
    else if (depth > 0) depth--
    // Outside of comments nothing is closed, and the slash may open one.
    else signs.lastIndex = sign.index + 1
  }
  return depth
}
