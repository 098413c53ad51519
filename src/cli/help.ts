import type { Command } from './command.js'
import type { Group } from './commands.js'

const ALWAYS: readonly (readonly [string, string])[] = [
  ['--json', 'the result as JSON, for programs'],
  ['-h, --help', 'this help'],
]

/** The help of everything. */
export function helpOfAll(groups: readonly Group[]): string {
  const parts = groups.map(({ heading, commands }) => `${heading}:\n${table(commands.map(lineOf))}`)
  return [
    'Usage: portcullis [COMMAND]',
    'Without a command it starts the server, with the settings of the environment.',
    ...parts,
    `Everywhere:\n${table([...ALWAYS, ['--version', 'which version this is']])}`,
    '"portcullis COMMAND --help" says more. The exit status is 0 only on success, and 2 for a wrong command line.',
  ].join('\n\n')
}

/** The help of the commands that begin with one word. */
export function helpOfSome(commands: readonly Command[]): string {
  return `Commands:\n${table(commands.map(lineOf))}`
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { value, summary, required }]) =>
      [
        value === null ? `--${name}` : `--${name} ${value}`,
        required ? `${summary}; required` : summary,
      ] as const,
  )
  return [
    `Usage: ${usageOf(command)}`,
    `${command.summary}.`,
    ...(command.more === undefined ? [] : [command.more]),
    `Options:\n${table([...options, ...ALWAYS])}`,
  ].join('\n\n')
}

/** How the command is written. */
export function usageOf({ name, parameters, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => option.required)
  const written = required.map(([option, { value }]) => `--${option} ${value ?? ''}`.trim())
  return ['portcullis', name, ...parameters, ...written].join(' ')
}

function lineOf(command: Command): readonly [string, string] {
  return [usageOf(command).slice('portcullis '.length), command.summary]
}

/** Rows of text in columns that line up, each row indented. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  const lined = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  return lined.map((line) => `  ${line.trimEnd()}`).join('\n')
}
