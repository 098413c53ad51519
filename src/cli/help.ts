import type { Command, CommandGroup } from './command.js'
import { formatTable } from './terminal.js'

const GLOBAL_OPTIONS: readonly (readonly [string, string])[] = [
  ['--json', 'Print the result as JSON'],
  ['-h, --help', 'Show this help'],
]

/** The help of the program: all commands, by group. */
export function formatAllHelp(groups: readonly CommandGroup[]): string {
  const sections = groups.map(
    ({ heading, commands }) => `${heading}:\n${formatTable(commands.map(toHelpRow))}`,
  )
  return [
    'Usage: portcullis [COMMAND]',
    'Without a command, start the server. It reads portcullis.config.ts, .js or .mjs in this folder, and the\nenvironment, which takes precedence.',
    ...sections,
    `Options:\n${formatTable([...GLOBAL_OPTIONS, ['--version', 'Show the version']])}`,
    'Run "portcullis COMMAND --help" for the details of a command.\n' +
      'The exit status is 0 on success, 1 on failure and 2 for a wrong command line.\n' +
      'Documents such as docs/import.md are in the folder of the package, in a project node_modules/portcullis.',
  ].join('\n\n')
}

/** The help of the commands that start with the same word. */
export function formatGroupHelp(commands: readonly Command[]): string {
  return `Commands:\n${formatTable(commands.map(toHelpRow))}`
}

/** The help of one command. */
export function formatCommandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { valueName, summary, required }]) =>
      [
        valueName === null ? `--${name}` : `--${name} ${valueName}`,
        required ? `${summary} (required)` : summary,
      ] as const,
  )
  return [
    `Usage: ${formatUsage(command)}`,
    `${command.summary}.`,
    ...(command.details === undefined ? [] : [command.details]),
    `Options:\n${formatTable([...options, ...GLOBAL_OPTIONS])}`,
  ].join('\n\n')
}

/** The usage line of a command, with its required arguments. */
export function formatUsage({ name, positionals, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => option.required)
  const flags = required.map(([option, { valueName }]) => `--${option} ${valueName ?? ''}`.trim())
  return ['portcullis', name, ...positionals, ...flags].join(' ')
}

function toHelpRow(command: Command): readonly [string, string] {
  return [formatUsage(command).slice('portcullis '.length), command.summary]
}
