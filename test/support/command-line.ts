import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../src/cli/run.js'
import type { Terminal } from '../../src/cli/terminal.js'

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** The result of a command line. */
export interface Ended {
  /** The exit status; null when a signal ended the process. */
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** A running command line. */
export interface Running {
  readonly ended: Promise<Ended>
  /** Waits until the output of either stream matches, and resolves with the first group, or with the match. */
  waitForOutput(pattern: RegExp): Promise<string>
  /** Sends SIGINT, as Ctrl-C does. */
  interrupt(): void
}

/**
 * Runs the program in a process of its own. It sees only this environment, so that the settings of the developer who runs
 * the tests have no effect.
 */
export function startCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Running {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...env } })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  child.stdin.end(input)
  const closed = once(child, 'close')
  return {
    ended: closed.then(() => ({ status: child.exitCode, out, err })),
    waitForOutput: async (pattern) => {
      for (;;) {
        const found = pattern.exec(out + err)
        if (found) return found[1] ?? found[0]
        if (child.exitCode !== null)
          throw new Error(`the command ended without the output ${pattern.source}: ${out}${err}`)
        await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), closed])
      }
    },
    interrupt: () => child.kill('SIGINT'),
  }
}

/** Runs a command line inside this process, which saves the second that a process takes to start. */
export async function runCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
  {
    readSite,
    ...overrides
  }: Partial<Terminal> & { readonly readSite?: Parameters<typeof runCommand>[2] } = {},
): Promise<Ended> {
  let out = ''
  let err = ''
  const terminal: Terminal = {
    env,
    cwd: tmpdir(),
    homeDir: tmpdir(),
    machine: { name: 'test-computer', system: 'Linux' },
    isInteractive: false,
    stdin: Readable.from([input]),
    signal: new AbortController().signal,
    clock: () => new Date(),
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    ...overrides,
  }
  const status = await runCommand(args, terminal, readSite)
  return { status, out, err }
}
