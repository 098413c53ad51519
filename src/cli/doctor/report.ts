import type { Finding } from './finding.js'

const LEVEL_SYMBOLS = { ok: 'ok', warning: 'WARNING', failure: 'FAILURE' } as const
const SYMBOL_WIDTH = Math.max(...Object.values(LEVEL_SYMBOLS).map((symbol) => symbol.length)) + 2

/** The findings as people read them, and how many are not well. */
export function formatReport(findings: readonly Finding[]): string {
  const counts = (['failure', 'warning'] as const).map((level) => {
    const count = findings.filter((finding) => finding.level === level).length
    return `${count} ${level}${count === 1 ? '' : 's'}`
  })
  const hasProblems = findings.some(({ level }) => level !== 'ok')
  return [...findings.map(formatFinding), '', hasProblems ? `${counts.join(', ')}.` : 'All is well.'].join(
    '\n',
  )
}

function formatFinding({ check, level, code, subject, message, advice }: Finding): string {
  const label = subject === null ? check : `${check} ${subject}`
  const text = `${LEVEL_SYMBOLS[level].padEnd(SYMBOL_WIDTH)}${label}: ${message}${code === null ? '' : ` [${code}]`}`
  return advice === null ? text : `${text}\n${' '.repeat(SYMBOL_WIDTH)}-> ${advice}`
}
