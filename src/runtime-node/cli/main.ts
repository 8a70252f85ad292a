#!/usr/bin/env node
/** A reader that has seen enough (`| head`) closes the pipe; that is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const args = process.argv.slice(2)
if (args[0] === 'hook' && args[1] === 'run') {
  // An agent waits: nothing else is loaded.
  const { runHook } = await import('../hooks/run.ts')
  await runHook(args.slice(2))
} else {
  const { run } = await import('./program.ts')
  process.exitCode = await run(args)
}
