/** A name is one letter of these, each a token of its own: Greek, then Cyrillic that looks like no Latin letter. */
const LETTERS = 'αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩБГДЖЗИЛПФЦЧШЩЭЮЯбгджзилпфцчшщэюя'

/** More phrases than this are no list that a reader can keep in mind. */
const MOST_NAMES = 48

/** The letters that stand nowhere in a text, so that each of them can only be a name. */
export function freeNames(text: string): readonly string[] {
  if (!/[\u0391-\u044f]/.test(text)) return [...LETTERS].slice(0, MOST_NAMES)
  return [...LETTERS].filter((letter) => !text.includes(letter)).slice(0, MOST_NAMES)
}
