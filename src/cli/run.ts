/*
 * The command line. main.ts passes the arguments and a `Terminal` to `runCommand`, which finds the command, parses its
 * arguments, loads it, runs it and prints the result. Each command has a description, a `Command` (command.ts) in the
 * list of commands.ts, from which the help is generated, and its code, which is loaded only when it runs. Only main.ts
 * touches `process`, so tests run a command without a process of its own.
 *
 * The server does not import this folder. Commands use the parts of the server: settings/, store/, backends/, and
 * pipeline/ for `user add`.
 *
 *   login, whoami, logout      login.ts, whoami.ts   a server, over HTTP (api-client.ts), and credentials-file.ts
 *   user add, disable, enable  users.ts              the database (with-store.ts)
 *   user list, show            user-list.ts          the database
 *   import                     import.ts             the database of another system, and that of this site
 *   admin grant, revoke        users.ts              the database
 *   sessions list, end         sessions.ts           the database
 *   trace                      trace.ts              the database
 *   events export              events.ts             the database
 *   backend list, check        backends.ts           settings, database and providers (all-backends.ts)
 *   migrate                    migrate.ts            the database
 *   doctor                     doctor.ts             all of these; the checks are in doctor/
 */
import type { ConfiguredSite } from '../config/read-config.js'
import { closestMatch } from '../suggest.js'
import { readVersion } from '../version.js'
import { type Command, CommandError, parseCommandArgs, UsageError } from './command.js'
import { COMMANDS, GROUPS } from './commands.js'
import { formatAllHelp, formatCommandHelp, formatGroupHelp, formatUsage } from './help.js'
import type { Terminal } from './terminal.js'

/** The configuration of the folder, as far as commands use it. */
type ReadSite = Pick<ConfiguredSite, 'values'> & Partial<Pick<ConfiguredSite, 'extensions'>>

const EXIT_FAILURE = 1
const EXIT_USAGE = 2
const EXIT_INTERRUPTED = 130

/**
 * Runs one command line.
 * @param args the arguments after the name of the program; at least one
 * @param readSite reads the configuration of the folder, whose values are then below the environment of the terminal
 * @returns the exit status: 0 on success, 1 on failure, 2 for a wrong command line, 130 after Ctrl-C
 */
export async function runCommand(
  args: readonly string[],
  terminal: Terminal,
  readSite: () => Promise<ReadSite> = () => Promise.resolve({ values: terminal.env }),
): Promise<number> {
  const json = args.includes('--json')
  try {
    return await dispatch(args, terminal, { json, readSite })
  } catch (error) {
    if (terminal.signal.aborted) return EXIT_INTERRUPTED
    const message = await toMessage(error)
    if (message === null) throw error
    terminal.stderr(json ? `${JSON.stringify({ error: { message } })}\n` : `${message}\n`)
    return error instanceof UsageError ? EXIT_USAGE : EXIT_FAILURE
  }
}

interface DispatchOptions {
  readonly json: boolean
  readonly readSite: () => Promise<ReadSite>
}

async function dispatch(
  args: readonly string[],
  terminal: Terminal,
  options: DispatchOptions,
): Promise<number> {
  const [first = '', second = ''] = args
  if (first === '--version') return printResult(terminal, readVersion())
  if (first === '--help' || first === '-h' || first === 'help') {
    const [named, ...rest] = args.slice(1)
    // `help user disable` and `-h user disable` are what others call `user disable --help`.
    return named === undefined || named.startsWith('-')
      ? printResult(terminal, formatAllHelp(GROUPS))
      : dispatch([named, ...rest.slice(0, 1), '--help'], terminal, options)
  }
  const command = COMMANDS.find(({ name }) => name === first || name === `${first} ${second}`)
  if (command) return execute(command, args.slice(command.name.split(' ').length), terminal, options)
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
  if (group.length > 0 && (second === '--help' || second === '-h'))
    return printResult(terminal, formatGroupHelp(group))
  throw new UsageError(formatUnknownCommand(first, second, group))
}

async function execute(
  command: Command,
  args: readonly string[],
  terminal: Terminal,
  { json, readSite }: DispatchOptions,
): Promise<number> {
  try {
    const commandArgs = parseCommandArgs(command, args)
    if (commandArgs.has('help')) return printResult(terminal, formatCommandHelp(command))
    const { values, extensions } = await readSite()
    const added = extensions === undefined ? {} : { userExtension: extensions.user }
    const run = await command.load()
    const result = await run(commandArgs, { ...terminal, env: values, ...added })
    const text = json && result.json !== undefined ? JSON.stringify(result.json, null, 2) : result.text
    if (text !== '') printResult(terminal, text)
    return result.ok === false ? EXIT_FAILURE : 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${error.message}\nUsage: ${formatUsage(command)}`)
  }
}

function printResult(terminal: Terminal, text: string): number {
  terminal.stdout(`${text}\n`)
  return 0
}

function formatUnknownCommand(first: string, second: string, group: readonly Command[]): string {
  const requested = group.length > 0 || !second || second.startsWith('-') ? first : `${first} ${second}`
  if (group.length > 0 && (second === '' || second.startsWith('-')))
    return `"${first}" needs a subcommand.\n\n${formatGroupHelp(group)}`
  const names = COMMANDS.map(({ name }) => name)
  const suggestion =
    closestMatch(`${first} ${second}`.trim(), names) ??
    closestMatch(
      first,
      names.flatMap((name) => [name, name.split(' ')[0] ?? name]),
    )
  const advice =
    suggestion === null
      ? 'Run "portcullis --help" for a list of commands.'
      : `Did you mean "portcullis ${suggestion}"?`
  const what = group.length > 0 ? `${first} ${second}` : requested
  return `Unknown command: ${what}\n${advice}`
}

/** The message for the person at the terminal; null for an unexpected error, which keeps its stack trace. */
async function toMessage(error: unknown): Promise<string | null> {
  if (error instanceof CommandError || error instanceof UsageError) return error.message
  // Only a command that has loaded these modules can have thrown the other errors.
  const { toSiteMessage } = await import('./site-message.js')
  return toSiteMessage(error)
}
