import type { CommandArgs } from './given.js'
import type { Terminal } from './terminal.js'

/** `--name VALUE`, or a switch. */
export interface CommandOption {
  /** What stands for the value in the help; null for a switch. */
  readonly valueName: string | null
  readonly summary: string
  readonly required?: true
}

/** What a command has to say at its end: one result, for people and for programs. */
export interface CommandResult {
  readonly text: string
  /** Printed instead of the text with `--json`. It never holds a secret. */
  readonly json: unknown
  /** False when the command did its work and found something wrong: the exit status is then 1. */
  readonly ok?: false
}

/** One thing that can be asked for on the command line; each has a file, and a line in commands.ts. */
export interface Command {
  /** One word, or a noun and a verb, such as `user disable`. */
  readonly name: string
  readonly summary: string
  /** What must stand behind the name, in order, such as `NAME`. */
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, CommandOption>>
  /** What else the help says, as a paragraph. */
  readonly details?: string
  /** @throws CommandError, or an error of the settings or the database; `runCommand` knows how to tell them */
  run(args: CommandArgs, terminal: Terminal): Promise<CommandResult>
}

/** A command could not do what it was asked; the message is a sentence for the person. The exit status is 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** The command line itself is wrong. The exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
