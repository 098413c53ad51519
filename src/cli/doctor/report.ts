import type { Finding } from './finding.js'

const MARKS = { ok: 'ok', warning: 'WARNING', failure: 'FAILURE' } as const
const WIDTH = Math.max(...Object.values(MARKS).map((mark) => mark.length)) + 2

/** The findings as people read them, and how many are not well. */
export function reportOf(findings: readonly Finding[]): string {
  const counts = (['failure', 'warning'] as const).map((level) => {
    const count = findings.filter((finding) => finding.level === level).length
    return `${count} ${level}${count === 1 ? '' : 's'}`
  })
  const unwell = findings.some(({ level }) => level !== 'ok')
  return [...findings.map(lines), '', unwell ? `${counts.join(', ')}.` : 'All is well.'].join('\n')
}

function lines({ check, level, code, subject, message, advice }: Finding): string {
  const where = subject === null ? check : `${check} ${subject}`
  const said = `${MARKS[level].padEnd(WIDTH)}${where}: ${message}${code === null ? '' : ` [${code}]`}`
  return advice === null ? said : `${said}\n${' '.repeat(WIDTH)}-> ${advice}`
}
