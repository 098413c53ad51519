import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Command, UsageError } from './command.js'

/** What parseArgs throws for an option that is unknown or used wrongly. */
const ParseFault = z.object({ code: z.string().startsWith('ERR_PARSE_ARGS_'), message: z.string() })

/** What a command line gives to its command. */
export class Given {
  readonly #parameters: readonly string[]
  readonly #options: Readonly<Record<string, unknown>>

  constructor(parameters: readonly string[], options: Readonly<Record<string, unknown>>) {
    this.#parameters = parameters
    this.#options = options
  }

  /** The parameter at this place; it is there, since as many were counted as the command names. */
  parameter(index: number): string {
    return this.#parameters[index] ?? ''
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
export function readGiven(command: Command, args: readonly string[]): Given {
  const { values, positionals } = parse(command, args)
  const given = new Given(positionals, values)
  if (given.has('help')) return given
  const { parameters, options } = command
  const missing = parameters[positionals.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`)
  const extra = positionals[parameters.length]
  if (extra !== undefined) throw new UsageError(`There is no place for ${JSON.stringify(extra)}.`)
  for (const [name, option] of Object.entries(options)) {
    if (option.required === true && !given.option(name)) throw new UsageError(`--${name} is missing.`)
  }
  return given
}

function parse(command: Command, args: readonly string[]) {
  const known = Object.entries(command.options).map(
    ([name, { value }]) => [name, { type: value === null ? 'boolean' : 'string' }] as const,
  )
  const options = {
    ...Object.fromEntries(known),
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const wrong = ParseFault.safeParse(error)
    if (!wrong.success) throw error
    // The first sentence says what is wrong; the rest is advice about positional arguments.
    throw new UsageError(`${wrong.data.message.split(/\.(?:\s|$)/)[0] ?? ''}.`)
  }
}
