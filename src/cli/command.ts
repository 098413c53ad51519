import { parseArgs } from 'node:util'
import { closestMatch } from '../suggest.js'
import type { Terminal } from './terminal.js'

/** An option of a command: `--name VALUE`, or a switch. */
export interface CommandOption {
  /** The placeholder of the value in the help; null for a switch. */
  readonly valueName: string | null
  readonly summary: string
  readonly required?: true
}

/** The result of a command, for people and for programs. */
export interface CommandResult {
  readonly text: string
  /** Printed instead of the text with `--json`; undefined if the command has printed JSON itself. It contains no secret, but for the link of `setup`. */
  readonly json: unknown
  /** False when the command completed and found a problem. The exit status is then 1. */
  readonly ok?: false
}

/** The description of a command. commands.ts lists them all. */
export interface Command {
  /** One word, or a noun and a verb, such as `user disable`. */
  readonly name: string
  /** One line of the help, in the imperative and without a full stop. */
  readonly summary: string
  /** The placeholders of the required positional arguments, in order, such as `NAME`. */
  readonly positionals: readonly string[]
  /** The option that takes the place of all positional arguments. */
  readonly insteadOfPositionals?: string
  readonly options: Readonly<Record<string, CommandOption>>
  /** Another paragraph for the help of this command. */
  readonly details?: string
  /** Loads its code. No other command, and no help, waits for that. */
  load(): Promise<RunCommand>
}

/**
 * The code of a command.
 * @throws CommandError, or an error of the settings or the database, which `runCommand` turns into a message
 */
export type RunCommand = (args: CommandArgs, terminal: Terminal) => Promise<CommandResult>

/** Commands that are listed together under one heading of the help. */
export interface CommandGroup {
  readonly heading: string
  readonly commands: readonly Command[]
}

/** A command failed. The message is a sentence for the person at the terminal; the exit status is 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** The command line itself is wrong. The exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The parsed arguments of a command. */
export class CommandArgs {
  readonly #positionals: readonly string[]
  readonly #options: Readonly<Record<string, unknown>>

  constructor(positionals: readonly string[], options: Readonly<Record<string, unknown>>) {
    this.#positionals = positionals
    this.#options = options
  }

  /** The positional argument at this index. `parseCommandArgs` has checked that it exists. */
  positional(index: number): string {
    return this.#positionals[index] ?? ''
  }

  /** The value of an option, or null when the option is absent. */
  option(name: string): string | null {
    const value = this.#options[name]
    return typeof value === 'string' ? value : null
  }

  /** The value of a required option. `parseCommandArgs` has checked that it exists. */
  required(name: string): string {
    return this.option(name) ?? ''
  }

  /** Whether a switch is present. */
  has(name: string): boolean {
    return this.#options[name] === true
  }
}

/**
 * Parses the arguments after the name of a command. With `--help`, missing arguments are not an error.
 * @throws UsageError
 */
export function parseCommandArgs(command: Command, args: readonly string[]): CommandArgs {
  const { values, positionals: actual } = parseOptions(command, args)
  const commandArgs = new CommandArgs(actual, values)
  if (commandArgs.has('help')) return commandArgs
  const { options, insteadOfPositionals } = command
  const isReplaced = insteadOfPositionals !== undefined && commandArgs.option(insteadOfPositionals) !== null
  const expected = isReplaced ? [] : command.positionals
  const missing = expected[actual.length]
  if (missing !== undefined) throw new UsageError(`Missing argument: ${missing}`)
  const extra = actual[expected.length]
  if (extra !== undefined) throw new UsageError(`Unexpected argument: ${extra}`)
  for (const [name, option] of Object.entries(options)) {
    if (option.required === true && !commandArgs.option(name))
      throw new UsageError(`Missing option: --${name}`)
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
    if (!isParseArgsError(error)) throw error
    const name = /^Unknown option '(--[^']+)'/.exec(error.message)?.[1]
    const suggestion = name === undefined ? null : closestMatch(name.slice(2), Object.keys(options))
    const advice = suggestion === null ? '' : ` Did you mean --${suggestion}?`
    // Only the first sentence describes the problem; the rest is advice about positional arguments.
    throw new UsageError(`${error.message.split(/\.(?:\s|$)/)[0] ?? ''}.${advice}`)
  }
}

/** Whether `parseArgs` of Node has thrown this, for an unknown or misused option. */
function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}
