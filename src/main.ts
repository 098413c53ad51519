#!/usr/bin/env node
import { homedir, hostname, type } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import type { Terminal } from './cli/terminal.js'
import type { ConfiguredSite } from './config/read-config.js'

// Files that this program creates, such as a SQLite database or saved credentials, are for its user only.
process.umask(0o077)
// Stack traces name the files and lines of the sources from here on, in all that is loaded below.
process.setSourceMapsEnabled(true)

// The program: runs the command of the command line, or starts the server. Either loads only what it needs.
const args = process.argv.slice(2)
if (args.length > 0) await run(args)
else await serve()

/** The site of this folder: `portcullis.config` if there is one, and the environment over it. */
async function readSite(): Promise<Pick<ConfiguredSite, 'values'> & Partial<ConfiguredSite>> {
  const canStripTypes = 'typescript' in process.features && Boolean(process.features.typescript)
  const { loadConfig } = await import('./config/load-config.js')
  const config = await loadConfig(process.cwd(), canStripTypes)
  if (config === null) return { values: process.env }
  const { readConfig } = await import('./config/read-config.js')
  return readConfig(config, process.env)
}

async function run(commandLine: readonly string[]): Promise<void> {
  const { runCommand } = await import('./cli/run.js')
  // A failed write to standard output may have set the exit status already.
  process.exitCode = (await runCommand(commandLine, terminal(), readSite)) || process.exitCode
}

async function serve(): Promise<void> {
  // Most of what a start allocates stays. V8 would double its space for new objects again and again meanwhile, to 32 MiB that an
  // idle server keeps and does not use. Afterwards the space grows with the load, as it does by default.
  setFlagsFromString('--semi-space-growth-factor=1')
  const { runServer } = await import('./run-server.js')
  await runServer({ readSite, env: process.env, folder: process.cwd() })
  setFlagsFromString('--semi-space-growth-factor=2')
}

// The first Ctrl-C asks the command to stop, so that it leaves nothing half done; a second one ends the process.
function terminal(): Terminal {
  // A reader such as `head` may have enough, and a disk may be full. Either way the command runs to its end.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = 1
    })
  }
  const interrupted = new AbortController()
  process.once('SIGINT', () => {
    interrupted.abort()
  })
  return {
    env: process.env,
    cwd: process.cwd(),
    homeDir: homedir(),
    machine: { name: hostname(), system: type() },
    isInteractive: process.stderr.isTTY,
    stdin: process.stdin,
    signal: interrupted.signal,
    clock: () => new Date(),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  }
}
