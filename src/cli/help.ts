import type { Command, CommandGroup } from './command.js'
import { formatTable } from './terminal.js'

const GLOBAL_OPTIONS: readonly (readonly [string, string])[] = [
  ['--json', 'the result as JSON, for programs'],
  ['-h, --help', 'this help'],
]

/** The help of everything. */
export function formatAllHelp(groups: readonly CommandGroup[]): string {
  const sections = groups.map(
    ({ heading, commands }) => `${heading}:\n${formatTable(commands.map(toHelpRow))}`,
  )
  return [
    'Usage: portcullis [COMMAND]',
    'Without a command it starts the server, with the settings of the environment.',
    ...sections,
    `Everywhere:\n${formatTable([...GLOBAL_OPTIONS, ['--version', 'which version this is']])}`,
    '"portcullis COMMAND --help" says more. The exit status is 0 only on success, and 2 for a wrong command line.',
  ].join('\n\n')
}

/** The help of the commands that begin with one word. */
export function formatGroupHelp(commands: readonly Command[]): string {
  return `Commands:\n${formatTable(commands.map(toHelpRow))}`
}

/** The help of one command. */
export function formatCommandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { valueName, summary, required }]) =>
      [
        valueName === null ? `--${name}` : `--${name} ${valueName}`,
        required ? `${summary}; required` : summary,
      ] as const,
  )
  return [
    `Usage: ${formatUsage(command)}`,
    `${command.summary}.`,
    ...(command.details === undefined ? [] : [command.details]),
    `Options:\n${formatTable([...options, ...GLOBAL_OPTIONS])}`,
  ].join('\n\n')
}

/** How the command is written. */
export function formatUsage({ name, positionals, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => option.required)
  const flags = required.map(([option, { valueName }]) => `--${option} ${valueName ?? ''}`.trim())
  return ['portcullis', name, ...positionals, ...flags].join(' ')
}

function toHelpRow(command: Command): readonly [string, string] {
  return [formatUsage(command).slice('portcullis '.length), command.summary]
}
