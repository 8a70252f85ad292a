/**
 * What the message reader asks of a body. One reader serves live objects and JSON text, so that
 * both give the same conversation by construction.
 */
export interface JsonSource<Value> {
  /** The member of that name; `undefined` where there is none, or more than one. */
  member(value: Value, key: string): Value | undefined
  /** True for a member that is there at all, also where the key stands twice. */
  has(value: Value, key: string): boolean
  /** `undefined` for everything but a list. */
  items(value: Value): readonly Value[] | undefined
  /** `undefined` for everything but a string. */
  text(value: Value): string | undefined
  isNull(value: Value): boolean
  /** The value as compact JSON; `''` where it is no JSON or beyond all bounds. */
  json(value: Value): string
}

/** The text of a member, where it is a string. */
export function textAt<Value>(
  source: JsonSource<Value>,
  value: Value,
  key: string,
): string | undefined {
  const member = source.member(value, key)
  return member === undefined ? undefined : source.text(member)
}

/** The items of a member; none where it is not a list. */
export function itemsAt<Value>(
  source: JsonSource<Value>,
  value: Value,
  key: string,
): readonly Value[] {
  const member = source.member(value, key)
  return member === undefined ? [] : (source.items(member) ?? [])
}
