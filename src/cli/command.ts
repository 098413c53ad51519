import type { Given } from './given.js'
import type { Terminal } from './terminal.js'

/** `--name VALUE`, or a switch. */
export interface Option {
  /** What stands for the value in the help; null for a switch. */
  readonly value: string | null
  readonly summary: string
  readonly required?: true
}

/** What a command has to say at its end: one result, for people and for programs. */
export interface Said {
  readonly text: string
  /** Printed instead of the text with `--json`. It never holds a secret. */
  readonly json: unknown
  /** False when the command did its work and found something wrong: the exit status is then 1. */
  readonly success?: false
}

/** One thing that can be asked for on the command line; each has a file, and a line in commands.ts. */
export interface Command {
  /** One word, or a noun and a verb, such as `user disable`. */
  readonly name: string
  readonly summary: string
  /** What must stand behind the name, in order, such as `NAME`. */
  readonly parameters: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  /** What else the help says, as a paragraph. */
  readonly more?: string
  /** @throws CommandError, or an error of the settings or the database; `runCommand` knows how to tell them */
  run(given: Given, terminal: Terminal): Promise<Said>
}

/** A command could not do what it was asked; the message is a sentence for the person. The exit status is 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** The command line itself is wrong. The exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
