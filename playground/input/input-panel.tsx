import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { Gallery } from '../gallery/gallery.tsx'
import type { Model } from '../page/model.ts'
import { bytes } from '../page/numbers.ts'
import { filesIn, PASTED, sourceOfFiles, sourceOfText } from './files.ts'

/** Longer texts are held, not shown in a text field, which would stumble over them. */
const LONGEST_IN_FIELD = 200_000

/** Where things come in: typed, pasted, dropped, picked, or from the gallery. */
export function InputPanel({ model }: { readonly model: Model }): JSX.Element {
  const isOver = useSignal(false)
  const take = (files: readonly File[]): void => {
    const source = sourceOfFiles(files)
    if (source !== undefined) model.take(source)
  }
  const onDrop = async (event: DragEvent): Promise<void> => {
    event.preventDefault()
    isOver.value = false
    if (event.dataTransfer !== null) take(await filesIn(event.dataTransfer))
  }
  return (
    <section
      class={`input ${isOver.value ? 'over' : ''}`}
      aria-label="What comes in"
      onDragOver={(event) => {
        event.preventDefault()
        isOver.value = true
      }}
      onDragLeave={() => {
        isOver.value = false
      }}
      onDrop={(event) => void onDrop(event)}
    >
      <SourceField model={model} />
      <div class="ways">
        <FilePicker label="Open files" onFiles={take} />
        <FilePicker label="Open a folder" isFolder onFiles={take} />
        <button
          type="button"
          onClick={() => model.clear()}
          disabled={model.source.value === undefined}
        >
          Clear
        </button>
        <span class="quiet">or drop them here</span>
      </div>
      <Gallery model={model} />
    </section>
  )
}

function SourceField({ model }: { readonly model: Model }): JSX.Element {
  const { typed } = model
  const source = model.source.value
  const isTyped = source === undefined || source.name === PASTED
  const shown = isTyped && source !== undefined ? typed.value : ''
  const onInput = (text: string): void => {
    typed.value = text
    if (text === '') model.clear()
    else model.take(sourceOfText(text))
  }
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])]
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const long = text.length > LONGEST_IN_FIELD ? sourceOfText(text, 'pasted, long') : undefined
    const taken = files.length > 0 ? sourceOfFiles(files) : long
    if (taken === undefined) return
    event.preventDefault()
    model.take(taken)
  }
  return (
    <div class="field">
      <label for="source">Input</label>
      <textarea
        id="source"
        spellcheck={false}
        dir="auto"
        value={shown}
        placeholder={isTyped ? PLACEHOLDER : `${source?.name}: type or paste here to replace it`}
        onInput={(event) => onInput(event.currentTarget.value)}
        onPaste={onPaste}
      />
      <SourceLine model={model} />
    </div>
  )
}

const PLACEHOLDER =
  'Paste what a tool printed: JSON, a log, search results, a diff, source code … or a whole request body.'

function SourceLine({ model }: { readonly model: Model }): JSX.Element | null {
  const source = model.source.value
  if (source === undefined) return null
  const size = source.parts.reduce((sum, { blob }) => sum + blob.size, 0)
  const loaded = model.loaded.value
  const facts = [
    source.name,
    bytes(size),
    ...(source.parts.length > 1 ? ['a conversation of their contents'] : []),
    ...(loaded?.dialect === undefined ? [] : [`a request in the ${loaded.dialect} format`]),
  ]
  return <p class="source-line">{facts.join(' · ')}</p>
}

interface FilePickerProps {
  readonly label: string
  readonly isFolder?: boolean
  readonly onFiles: (files: readonly File[]) => void
}

function FilePicker({ label, isFolder = false, onFiles }: FilePickerProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        {...(isFolder ? { webkitdirectory: true } : {})}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
