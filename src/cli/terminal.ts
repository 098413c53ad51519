import type { Readable } from 'node:stream'

/** Where a command reads from; a real terminal can also be told not to echo. */
export type Input = Readable & {
  readonly isTTY?: boolean
  setRawMode?(raw: boolean): unknown
}

/** The surroundings of a command, so that only `main.ts` touches the process. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The working directory; relative paths of settings are taken from it. */
  readonly folder: string
  /** The person's home. */
  readonly home: string
  /** What this computer is called, and its system as `uname` names it. */
  readonly computer: { readonly name: string; readonly system: string }
  /** Whether somebody watches, so that progress may be drawn in place. */
  readonly interactive: boolean
  readonly input: Input
  /** Aborted when the person presses Ctrl-C. */
  readonly signal: AbortSignal
  readonly now: () => Date
  /** Writes to standard output, where the result of a command goes and nothing else. */
  out(text: string): void
  /** Writes to standard error: progress, questions and faults. */
  aside(text: string): void
}
