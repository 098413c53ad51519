import { formatReport } from '../doctor/finding.js'
import { runChecks } from '../doctor/run-checks.js'
import { checkSettings } from '../doctor/settings.js'
import type { Command } from './command.js'

/** Checks everything that a sign-in needs, and reports each problem with its fix. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Check settings, address, proxy, cookies, providers, database, sessions, keys, mail and webhooks',
  positionals: [],
  options: {},
  details:
    'Run it with the environment of the server, while the server is running. It changes nothing.\n' +
    'The exit status is 1 if a check fails. docs/doctor.md explains each code.',
  run: async (_args, terminal) => {
    const { clock, userExtension = null } = terminal
    const findings = await runChecks(checkSettings(terminal), { clock, userExtension })
    const isHealthy = findings.every(({ level }) => level !== 'failure')
    return {
      text: formatReport(findings),
      json: { well: isHealthy, findings },
      ...(isHealthy ? {} : { ok: false }),
    }
  },
}
