import { type ByteSettings, byteSettings } from '../settings/byte-settings.ts'
import type { Settings } from '../settings/table.ts'

/**
 * The settings under which a conversation began: what changes the bytes of its requests stays as it was
 * then, whatever is set meanwhile, so that no prefix changes.
 */
export class Beginning {
  #settings: ByteSettings | undefined
  #last: { readonly values: Settings; readonly settings: Settings } | undefined

  /** False until the first request was seen. */
  get isKnown(): boolean {
    return this.#settings !== undefined
  }

  /** All settings for a request of the conversation; the first one settles those that change bytes. */
  under(values: Settings): Settings {
    this.#settings ??= byteSettings(values)
    // Nearly always the very values of the request before.
    if (this.#last?.values !== values) {
      this.#last = { values, settings: { ...values, ...this.#settings } }
    }
    return this.#last.settings
  }
}
