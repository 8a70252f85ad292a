/**
 * What the readers ask of a body. They serve live objects and JSON text alike, so that both give the
 * same conversation by construction.
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
export class JsonObject<Value> {
  /** Keys that stand more than once. */
  readonly doubled: readonly string[]
  private readonly source: JsonSource<Value>
  private readonly found: ReadonlyMap<string, Value>

  constructor(
    source: JsonSource<Value>,
    members: readonly (readonly [key: string, value: Value])[],
  ) {
    const found = new Map<string, Value>()
    const doubled: string[] = []
    for (const [key, value] of members) {
      if (found.has(key)) doubled.push(key)
      found.set(key, value)
    }
    this.source = source
    this.found = found
    this.doubled = doubled
  }

  /** All members' values, in order. */
  values(): readonly Value[] {
    return [...this.found.values()]
  }

  /** The member of that name; `undefined` where there is none, or more than one. */
  member(key: string): Value | undefined {
    return this.doubled.includes(key) ? undefined : this.found.get(key)
  }

  /** True for a member that is there at all, also where the key stands twice. */
  has(key: string): boolean {
    return this.found.has(key)
  }

  /** The text of a member, where it is a string. */
  text(key: string): string | undefined {
    const member = this.member(key)
    return member === undefined ? undefined : this.source.text(member)
  }

  /** The items of a member; none where it is not a list. */
  items(key: string): readonly Value[] {
    const member = this.member(key)
    return member === undefined ? [] : (this.source.items(member) ?? [])
  }

  /** True for a list without items, which asks for nothing. */
  isEmptyList(key: string): boolean {
    const member = this.member(key)
    return member !== undefined && this.source.items(member)?.length === 0
  }

  /** The items of a member, each as an object. */
  objects(key: string): readonly JsonObject<Value>[] {
    return this.items(key).map((item) => this.source.object(item))
  }

  /** The member as an object; one without members where it is none. */
  object(key: string): JsonObject<Value> {
    const member = this.member(key)
    return member === undefined ? new JsonObject(this.source, []) : this.source.object(member)
  }

  isTrue(key: string): boolean {
    const member = this.member(key)
    return member !== undefined && this.source.json(member) === 'true'
  }

  /** True for a member that is there and says something, even if nobody can tell what. */
  says(key: string): boolean {
    if (!this.has(key)) return false
    const member = this.member(key)
    return member === undefined || !this.source.isNull(member)
  }
}
