import { parseArgs } from 'node:util'
import { z } from 'zod'
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

/** Commands that belong together, under a heading of the help. */
export interface CommandGroup {
  readonly heading: string
  readonly commands: readonly Command[]
}

/** A command could not do what it was asked; the message is a sentence for the person. The exit status is 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** The command line itself is wrong. The exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What parseArgs throws for an option that is unknown or used wrongly. */
const ParseArgsErrorSchema = z.object({ code: z.string().startsWith('ERR_PARSE_ARGS_'), message: z.string() })

/** What a command line gives to its command. */
export class CommandArgs {
  readonly #positionals: readonly string[]
  readonly #options: Readonly<Record<string, unknown>>

  constructor(positionals: readonly string[], options: Readonly<Record<string, unknown>>) {
    this.#positionals = positionals
    this.#options = options
  }

  /** The parameter at this place; it is there, since as many were counted as the command names. */
  positional(index: number): string {
    return this.#positionals[index] ?? ''
  }

  /** The value of an option, or null when it is not given. */
  option(name: string): string | null {
    const value = this.#options[name]
    return typeof value === 'string' ? value : null
  }

  /** The value of an option that the command calls required. */
  required(name: string): string {
    return this.option(name) ?? ''
  }

  /** Whether a switch is given. */
  has(name: string): boolean {
    return this.#options[name] === true
  }
}

/**
 * Reads what stands behind the name of a command. With `--help` nothing is demanded.
 * @throws UsageError
 */
export function parseCommandArgs(command: Command, args: readonly string[]): CommandArgs {
  const { values, positionals: actual } = parseOptions(command, args)
  const commandArgs = new CommandArgs(actual, values)
  if (commandArgs.has('help')) return commandArgs
  const { positionals: expected, options } = command
  const missing = expected[actual.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`)
  const extra = actual[expected.length]
  if (extra !== undefined) throw new UsageError(`There is no place for ${JSON.stringify(extra)}.`)
  for (const [name, option] of Object.entries(options)) {
    if (option.required === true && !commandArgs.option(name)) throw new UsageError(`--${name} is missing.`)
  }
  return commandArgs
}

function parseOptions(command: Command, args: readonly string[]) {
  const configured = Object.entries(command.options).map(
    ([name, { valueName }]) => [name, { type: valueName === null ? 'boolean' : 'string' }] as const,
  )
  const options = {
    ...Object.fromEntries(configured),
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const parsed = ParseArgsErrorSchema.safeParse(error)
    if (!parsed.success) throw error
    // The first sentence says what is wrong; the rest is advice about positional arguments.
    throw new UsageError(`${parsed.data.message.split(/\.(?:\s|$)/)[0] ?? ''}.`)
  }
}
