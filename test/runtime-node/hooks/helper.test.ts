import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Answerer, listenAsHelper } from '../../../src/runtime-node/hooks/helper.ts'
import {
  askHelper,
  endHelper,
  runningHelper,
} from '../../../src/runtime-node/hooks/helper-client.ts'
import {
  type HelperPlace,
  helperPlace,
  isSafePlace,
} from '../../../src/runtime-node/hooks/helper-place.ts'
import { MessageReader, messageBytes } from '../../../src/runtime-node/hooks/helper-words.ts'
import { home } from './stage.ts'

async function place(): Promise<HelperPlace> {
  const { folder } = await home()
  return { folder: join(folder, 'hooks'), address: join(folder, 'hooks', 's'), program: 'none' }
}

const echo: Answerer = async ({ args, body }) => ({ text: `${args.join(' ')} ${body.length}` })

async function ask(
  at: HelperPlace,
  signal = AbortSignal.timeout(60_000),
): Promise<string | undefined> {
  const door = { place: at, node: '/nonexistent/node', signal }
  const answer = await askHelper(door, { args: ['claude'], body: Buffer.alloc(200_000) })
  answer?.taken()
  return answer?.text
}

describe('a helper', () => {
  it('answers any number at once, hears that its answer was used, and ends when told to', async () => {
    const at = await place()
    let taken = 0
    const counting: Answerer = async (question, signal) => ({
      text: (await echo(question, signal))?.text ?? '',
      taken: () => void taken++,
    })
    const helper = (await listenAsHelper(at, counting)) ?? expect.unreachable()
    const answers = await Promise.all(Array.from({ length: 20 }, async () => await ask(at)))
    expect(new Set(answers)).toEqual(new Set(['claude 200000']))
    expect(await runningHelper(at)).toBe(process.pid)
    await endHelper(at)
    await helper.ended
    expect(taken).toBe(20)
    expect(readdirSync(at.folder ?? '')).toEqual([])
    expect(await runningHelper(at)).toBeUndefined()
  })

  it("is alone, however many start at once, and its socket is its owner's alone", async () => {
    for (let round = 0; round < 5; round++) {
      const at = await place()
      const started = await Promise.all(
        [1, 2, 3, 4].map(async () => await listenAsHelper(at, echo)),
      )
      const helpers = started.filter((one) => one !== undefined)
      expect(helpers).toHaveLength(1)
      expect(statSync(at.address).mode & 0o777).toBe(0o600)
      expect(statSync(at.folder ?? '').mode & 0o777).toBe(0o700)
      helpers[0]?.end()
      await helpers[0]?.ended
    }
  })

  it('takes the place of one that was killed', async () => {
    const at = await place()
    mkdirSync(at.folder ?? '', { mode: 0o700 })
    writeFileSync(at.address, '')
    const helper = (await listenAsHelper(at, echo)) ?? expect.unreachable()
    expect(await ask(at)).toBe('claude 200000')
    helper.end()
    await helper.ended
  })

  it('ends by itself when nobody asks', async () => {
    const helper = await listenAsHelper(await place(), echo, { idle: 1 })
    await helper?.ended
  })

  it('has no answer where its work fails, and lives on', async () => {
    const at = await place()
    const failing: Answerer = async () => {
      throw new Error('a full disk')
    }
    const helper = await listenAsHelper(at, failing)
    expect([await ask(at), await ask(at)]).toEqual(['', ''])
    helper?.end()
    await helper?.ended
  })

  it('lets its work stop when the asker has gone', async () => {
    const at = await place()
    const gone = new Promise((resolve) => {
      const waiting: Answerer = async (_, signal) => {
        signal.addEventListener('abort', resolve)
        control.abort()
        return await new Promise(() => undefined)
      }
      void listenAsHelper(at, waiting).then((helper) => {
        onTestFinished(() => helper?.end())
        listening()
      })
    })
    let listening = (): void => undefined
    const control = new AbortController()
    await new Promise<void>((resolve) => (listening = resolve))
    expect(await ask(at, control.signal)).toBeUndefined()
    await gone
  })
})

describe('who asks', () => {
  it.each([
    ['says nothing', ''],
    ['breaks off', '{"args":[],"bytes":100}\nhalf of it'],
    ['talks nonsense', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['never ends its line', 'a'.repeat(20_000)],
  ])('has the original where the helper %s', async (_, said) => {
    const at = await place()
    mkdirSync(at.folder ?? '', { mode: 0o700 })
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => socket.end(said))
    })
    await new Promise<void>((resolve) => server.listen(at.address, resolve))
    expect(await ask(at)).toBeUndefined()
    server.close()
  })

  it('has it where a helper stalls, as soon as its time is up', async () => {
    const at = await place()
    mkdirSync(at.folder ?? '', { mode: 0o700 })
    const control = new AbortController()
    const server = createServer((socket) =>
      socket.on('error', () => undefined).once('data', () => control.abort()),
    )
    await new Promise<void>((resolve) => server.listen(at.address, resolve))
    expect(await ask(at, control.signal)).toBeUndefined()
    server.close()
  })

  it('has it where none runs and none can be started', async () => {
    expect(await ask(await place(), AbortSignal.timeout(50))).toBeUndefined()
  })

  it('asks at no place that another person could have made', async () => {
    const at = await place()
    const folder = at.folder ?? ''
    mkdirSync(folder, { mode: 0o755 })
    expect(isSafePlace(at)).toBe(false)
    const link = `${folder}-link`
    symlinkSync(dirname(folder), link)
    expect(isSafePlace({ ...at, folder: link })).toBe(false)
    await expect(listenAsHelper(at, echo)).rejects.toThrow('open to others')
  })

  it('finds a short address for a store in a deep folder, and one for each', () => {
    const deep = `/${'deep/'.repeat(40)}`
    const [one, other] = [helperPlace(`${deep}a`), helperPlace(`${deep}b`)]
    expect(Buffer.byteLength(one.address)).toBeLessThan(104)
    expect(one.address).not.toBe(other.address)
  })
})

describe('a message', () => {
  it('is the same however it is cut', () => {
    const bytes = fc.uint8Array({ maxLength: 300 })
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        bytes,
        fc.integer({ min: 1, max: 40 }),
        (args, body, step) => {
          const whole = messageBytes({ args, body })
          const reader = new MessageReader()
          let read: ReturnType<MessageReader['push']>
          for (let at = 0; at < whole.length; at += step) {
            expect(read).toBeUndefined()
            read = reader.push(whole.subarray(at, at + step))
          }
          expect([read?.args, Buffer.from(read?.body ?? [])]).toEqual([args, Buffer.from(body)])
        },
      ),
    )
  })
})
