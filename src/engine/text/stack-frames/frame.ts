/** One call of a stack, as a trace prints it. */
export interface Frame {
  /** Lines it takes: Python, Go and Rust write a frame on two or three. */
  readonly lines: number
  /** The package or module it belongs to, where that is not the reader's own code; else `undefined`. */
  readonly library: string | undefined
}

/** Reads the frame that begins at a line, if one does; `next` gives the lines that follow, '' at the end. */
export type FrameReader = (line: string, next: (offset: number) => string) => Frame | undefined

/** Only so much of a line is looked at. */
export const LONGEST_FRAME = 1000
