import type { Readable } from 'node:stream'

/** Where a command reads from; a real terminal can also be told not to echo. */
export type TtyInput = Readable & {
  readonly isTTY?: boolean
  setRawMode?(raw: boolean): unknown
}

/** The surroundings of a command, so that only `main.ts` touches the process. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The working directory; relative paths of settings are taken from it. */
  readonly cwd: string
  /** The person's home. */
  readonly homeDir: string
  /** What this computer is called, and its system as `uname` names it. */
  readonly machine: { readonly name: string; readonly system: string }
  /** Whether somebody watches, so that progress may be drawn in place. */
  readonly isInteractive: boolean
  readonly stdin: TtyInput
  /** Aborted when the person presses Ctrl-C. */
  readonly signal: AbortSignal
  readonly clock: () => Date
  /** Writes to standard output, where the result of a command goes and nothing else. */
  stdout(text: string): void
  /** Writes to standard error: progress, questions and faults. */
  stderr(text: string): void
}
