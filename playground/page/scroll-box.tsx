import type { ComponentChildren, JSX } from 'preact'

interface ScrollBoxProps {
  readonly name: string
  readonly kind?: string
  readonly children: ComponentChildren
}

/** A box that scrolls by itself, and can be reached and scrolled by keyboard. */
export function ScrollBox({ name, kind = 'scroll', children }: ScrollBoxProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section class={kind} aria-label={name} tabIndex={0}>
      {children}
    </section>
  )
}
