import { bash } from './bash.ts'
import { c, cpp } from './c.ts'
import { csharp } from './csharp.ts'
import { css } from './css.ts'
import { go } from './go.ts'
import { java } from './java.ts'
import { javascript, jsx } from './javascript.ts'
import { kotlin } from './kotlin.ts'
import type { Language } from './language.ts'
import { OTHERS } from './others.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import { ruby } from './ruby.ts'
import { rust } from './rust.ts'
import { swift } from './swift.ts'
import { tsx, typescript } from './typescript.ts'

/** Every language the engine knows; among equally likely ones the first is meant. */
export const LANGUAGES: readonly Language[] = [
  python,
  javascript,
  jsx,
  typescript,
  tsx,
  go,
  rust,
  java,
  c,
  cpp,
  csharp,
  ruby,
  php,
  bash,
  css,
  kotlin,
  swift,
  ...OTHERS,
]

/** `undefined` for a language that is not known. */
export function languageNamed(name: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language.name === name)
}

/** The language that files of that name are written in, by their ending; `undefined` where it says nothing. */
export function languageOfPath(path: string): Language | undefined {
  const ending = /\.([a-z+]{1,8})$/i.exec(path)?.[1]?.toLowerCase()
  return ending === undefined
    ? undefined
    : LANGUAGES.find(({ endings }) => endings.includes(ending))
}
