import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../src/cli/run.js'
import type { Terminal } from '../../src/cli/terminal.js'

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** How a command line ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** A command line under way. */
export interface Running {
  readonly ended: Promise<Ended>
  /** Resolves with the first match in what it has written so far, on either stream. */
  said(pattern: RegExp): Promise<string>
  /** As Ctrl-C does. */
  interrupt(): void
}

/**
 * Runs the program as a person would, in a process of its own. It sees this environment and nothing else, so that the
 * settings of whoever runs the tests do not count.
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
    said: async (pattern) => {
      for (;;) {
        const found = pattern.exec(out + err)
        if (found) return found[1] ?? found[0]
        if (child.exitCode !== null)
          throw new Error(`it ended without saying ${pattern.source}: ${out}${err}`)
        await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), closed])
      }
    },
    interrupt: () => child.kill('SIGINT'),
  }
}

/** Runs one command line inside this process: the same program, without the second that a process takes to start. */
export async function runCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
  surroundings: Partial<Terminal> = {},
): Promise<Ended> {
  let out = ''
  let err = ''
  const status = await runCommand(args, {
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
    ...surroundings,
  })
  return { status, out, err }
}
