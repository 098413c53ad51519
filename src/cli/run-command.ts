import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { PortcullisError } from '../errors.js'
import { MigrationError } from '../migrated.js'
import { closest } from '../settings/closest.js'
import { SettingsError } from '../settings/settings-error.js'
import { isUnavailable } from '../store/database.js'
import { type Command, CommandError, UsageError } from './command.js'
import { COMMANDS, GROUPS } from './commands.js'
import { readGiven } from './given.js'
import { helpOf, helpOfAll, helpOfSome, usageOf } from './help.js'
import type { Terminal } from './terminal.js'

const FAILED = 1
const WRONG_USAGE = 2
const INTERRUPTED = 130

/**
 * Does what one command line asks for.
 * @param args what stands behind the program's name; at least one word
 * @returns the exit status: 0 only on success, 1 for a failure, 2 for a wrong command line, 130 after Ctrl-C
 */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const asJson = args.includes('--json')
  try {
    return await dispatch(args, terminal, asJson)
  } catch (error) {
    if (terminal.signal.aborted) return INTERRUPTED
    const message = messageOf(error)
    if (message === null) throw error
    terminal.aside(asJson ? `${JSON.stringify({ error: { message } })}\n` : `${message}\n`)
    return error instanceof UsageError ? WRONG_USAGE : FAILED
  }
}

async function dispatch(args: readonly string[], terminal: Terminal, asJson: boolean): Promise<number> {
  const [first = '', second = ''] = args
  if (first === '--version') return say(terminal, version())
  if (first === '--help' || first === '-h' || first === 'help') return say(terminal, helpOfAll(GROUPS))
  const command = COMMANDS.find(({ name }) => name === first || name === `${first} ${second}`)
  if (command) return perform(command, args.slice(command.name.split(' ').length), terminal, asJson)
  const family = COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
  if (family.length > 0 && (second === '--help' || second === '-h')) return say(terminal, helpOfSome(family))
  throw new UsageError(unknown(first, second, family))
}

async function perform(
  command: Command,
  args: readonly string[],
  terminal: Terminal,
  asJson: boolean,
): Promise<number> {
  try {
    const given = readGiven(command, args)
    if (given.has('help')) return say(terminal, helpOf(command))
    const said = await command.run(given, terminal)
    const text = asJson ? JSON.stringify(said.json, null, 2) : said.text
    if (text !== '') say(terminal, text)
    return said.success === false ? FAILED : 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${error.message}\nUsage: ${usageOf(command)}`)
  }
}

function say(terminal: Terminal, text: string): number {
  terminal.out(`${text}\n`)
  return 0
}

function unknown(first: string, second: string, family: readonly Command[]): string {
  const asked = family.length > 0 || !second || second.startsWith('-') ? first : `${first} ${second}`
  if (family.length > 0 && (second === '' || second.startsWith('-')))
    return `"${first}" needs one more word.\n\n${helpOfSome(family)}`
  const names = COMMANDS.map(({ name }) => name)
  const meant = closest(`${first} ${second}`.trim(), names) ?? closest(first, names)
  const advice =
    meant === null ? '"portcullis --help" lists the commands.' : `Did you mean "portcullis ${meant}"?`
  const what = family.length > 0 ? `${first} ${second}` : asked
  return `There is no command ${JSON.stringify(what)}. ${advice}`
}

/** What to tell the person; null for what nobody foresaw. */
function messageOf(error: unknown): string | null {
  if (error instanceof CommandError || error instanceof UsageError || error instanceof MigrationError)
    return error.message
  if (error instanceof SettingsError) return error.message
  if (error instanceof PortcullisError) return error.detail ?? error.kind.sentence
  if (isUnavailable(error)) return 'The database does not answer, or refuses.'
  return null
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
