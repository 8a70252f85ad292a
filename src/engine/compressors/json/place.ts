/** What is known of the objects and arrays of one label. */
export interface Place {
  readonly label: number
  /** Label of the object or array it was first found in; -1 for the document. */
  readonly parent: number
  objects: number
  members: number
  /** Times each shape occurs. */
  readonly shapes: Map<number, number>
  arrays: number
  shortest: number
  longest: number
  isMap: boolean
}
