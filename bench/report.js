// Turns the results into Markdown, for the terminal and for README.md.
import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { compare, OPERATIONS } from './costs.js'
import { median } from './statistics.js'

/** In README.md, the text between these lines is written by `npm run bench -- --readme`. */
const MARKS = ['<!-- bench: begin -->', '<!-- bench: end -->']

/** Two processes, Postgres, and the provider with the clients have a core each. */
const MIN_CORES = 4

/** @param {readonly (readonly string[])[]} rows the first one is the head */
const table = ([head = [], ...rows]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const ms = (/** @type {number} */ value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
const factor = ({ ratio, low, high }) => `${ratio.toFixed(2)} (${low.toFixed(2)} – ${high.toFixed(2)})`

/** @param {Record<string, any>} results what was measured; parts may be missing */
export function report(results) {
  const { rounds, machine, costs, counts, growth, twoProcesses, large, manyBackends, starts } = results
  const date = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  return [
    `Measured on ${date}: ${machine}, ${rounds === 1 ? 'one round' : `${rounds} rounds`}. The numbers are medians, with quartiles.`,
    costs && costTable(costs),
    counts && countTable(counts),
    growth && growthTable(growth),
    twoProcesses && twoProcessesText(twoProcesses),
    large && pageTable(large),
    large && purgeTable(large),
    manyBackends &&
      `With 1000 providers, the start takes ${ms(manyBackends.startMs)} and the login page ${ms(manyBackends.ms)}.`,
    starts &&
      `A start in production, on a migrated database, takes ${ms(median(starts.map((each) => each.ms)))}; the process then has ${median(starts.map(({ miB }) => miB)).toFixed(0)} MiB.`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

function twoProcessesText({ ratio, low, high, cores }) {
  const result = `Judged by CPU time, two processes on one Postgres do ${factor({ ratio, low, high })} times as much as one that has the database to itself, on an equally busy machine.`
  if (cores >= MIN_CORES) return result
  return `${result} This machine has ${cores} cores that the processes, Postgres, the provider and the clients share, so the real throughput of two processes can be measured only on ${MIN_CORES} cores or more.`
}

function costTable({ costs, units, memory }) {
  const cell = (name, operation) => {
    const isSignIn = operation.endsWith('sign-in')
    const own = costs.get(operation)?.get(name)
    const unit = costs
      .get(isSignIn ? operation : 'signed-in request')
      ?.get(isSignIn ? units.signIn : units.request)
    if (own === undefined || unit === undefined) return ''
    return own === unit ? '**1.00**' : factor(compare(own, unit))
  }
  return table([
    ['CPU time', ...OPERATIONS, 'memory after it'],
    ...memory.map(({ name, miB }) => [
      name,
      ...OPERATIONS.map((each) => cell(name, each)),
      `${miB.toFixed(0)} MiB`,
    ]),
  ])
}

function countTable(counts) {
  const names = [...new Set(counts.map(({ name }) => name))]
  const cell = (name, operation) => {
    const { statements, calls } = counts.find((each) => each.name === name && each.operation === operation)
    return `${statements.toFixed(1)}, ${calls.toFixed(1)}`
  }
  return table([
    ['statements, calls to the provider', ...OPERATIONS],
    ...names.map((name) => [name, ...OPERATIONS.map((each) => cell(name, each))]),
  ])
}

function growthTable(growth) {
  const rows = Object.entries(growth).flatMap(([database, grown]) =>
    grown.map(({ name, operations }) => [`${database}, ${name}`, ...operations.map(factor)]),
  )
  return table([['compared with one user and one provider', ...OPERATIONS], ...rows])
}

function pageTable(large) {
  const databases = Object.keys(large)
  const paths = large[databases[0] ?? ''].pages.map(({ path }) => path)
  const cell = (database, path) => {
    const page = large[database].pages.find((each) => each.path === path)
    return `${ms(page.ms)}, ${ms(page.firstMs)}`
  }
  return table([
    ['with 100,000 users: median, first', ...databases],
    ...paths.map((path) => [`\`${path}\``, ...databases.map((database) => cell(database, path))]),
  ])
}

function purgeTable(large) {
  return table([
    [
      'while expired rows are deleted',
      'rows',
      'seconds',
      'request, median',
      '99th of 100',
      'longest',
      'event loop, longest',
    ],
    ...Object.entries(large).map(([database, { purge }]) => [
      database,
      purge.rows.toLocaleString('en'),
      purge.seconds.toFixed(0),
      ms(purge.medianMs),
      ms(purge.p99Ms),
      ms(purge.longestMs),
      ms(purge.delayMs),
    ]),
  ])
}

/** Replaces the tables in README.md. @param {Record<string, any>} results */
export async function writeReadme(results) {
  const [begin = '', end = ''] = MARKS
  const readme = await readFile('README.md', 'utf8')
  const [before, rest = ''] = readme.split(begin)
  const after = rest.split(end)[1]
  if (after === undefined) throw new Error(`README.md has no lines ${begin} and ${end}`)
  const text = `${before}${begin}\n\n${report(results)}\n\n${end}${after}`
  const options = await resolveConfig('README.md')
  await writeFile('README.md', await format(text, { ...options, parser: 'markdown' }))
}
