/**
 * What the message reader asks of a body. One reader serves live objects and JSON text, so that
 * both give the same conversation by construction.
 */
export interface JsonSource<Value> {
  /** The members of an object; none of everything else. */
  object(value: Value): JsonObject<Value>
  /** `undefined` for everything but a list. */
  items(value: Value): readonly Value[] | undefined
  /** `undefined` for everything but a string. */
  text(value: Value): string | undefined
  isNull(value: Value): boolean
  /** The value as compact JSON; `''` where it is no JSON or beyond all bounds. */
  json(value: Value): string
}

/** One object, its members found once. */
export interface JsonObject<Value> {
  /** The member of that name; `undefined` where there is none, or more than one. */
  member(key: string): Value | undefined
  /** True for a member that is there at all, also where the key stands twice. */
  has(key: string): boolean
  /** All members' values, in order. */
  values(): readonly Value[]
  /** Keys that stand more than once. */
  readonly doubled: readonly string[]
}

/** The text of a member, where it is a string. */
export function textAt<Value>(
  source: JsonSource<Value>,
  object: JsonObject<Value>,
  key: string,
): string | undefined {
  const member = object.member(key)
  return member === undefined ? undefined : source.text(member)
}

/** The items of a member; none where it is not a list. */
export function itemsAt<Value>(
  source: JsonSource<Value>,
  object: JsonObject<Value>,
  key: string,
): readonly Value[] {
  const member = object.member(key)
  return member === undefined ? [] : (source.items(member) ?? [])
}
