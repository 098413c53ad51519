import { formatReport, toFindingJson } from '../doctor/finding.js'
import { runChecks } from '../doctor/run-checks.js'
import { checkSettings } from '../doctor/settings.js'
import type { RunCommand } from './command.js'

/** Checks everything that a sign-in needs, and reports each problem with its fix. */
export const doctor: RunCommand = async (_args, terminal) => {
  const { clock, userExtension = null } = terminal
  const findings = await runChecks(checkSettings(terminal), { clock, userExtension })
  const isHealthy = findings.every(({ level }) => level !== 'failure')
  return {
    text: formatReport(findings),
    json: { well: isHealthy, findings: findings.map(toFindingJson) },
    ...(isHealthy ? {} : { ok: false }),
  }
}
