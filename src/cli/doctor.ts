import type { Command } from './command.js'
import { addedDefinitions } from './doctor/added-definitions.js'
import { checkAddress } from './doctor/check-address.js'
import { checkCallbacks } from './doctor/check-callbacks.js'
import { checkCookies } from './doctor/check-cookies.js'
import { judgeDatabase } from './doctor/check-database.js'
import { checkKeys } from './doctor/check-keys.js'
import { checkMail } from './doctor/check-mail.js'
import { checkProviders } from './doctor/check-providers.js'
import { checkSessions } from './doctor/check-sessions.js'
import type { Finding } from './doctor/finding.js'
import type { Patient } from './doctor/patient.js'
import { reportOf } from './doctor/report.js'
import { judgeSettings } from './doctor/settings.js'
import type { Terminal } from './terminal.js'

/** Looks at everything that a sign-in needs, and tells what is wrong and what to do. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Looks at settings, address, proxies, cookies, providers, database, sessions, keys and mail',
  parameters: [],
  options: {},
  more:
    'Run it with the environment of the server, while the server runs. It changes nothing.\n' +
    'The exit status is 1 when something fails; docs/doctor.md explains each code.',
  run: async (_given, terminal) => {
    const findings = await examine(terminal)
    const well = findings.every(({ level }) => level !== 'failure')
    return { text: reportOf(findings), json: { well, findings }, ...(well ? {} : { success: false }) }
  },
}

async function examine(terminal: Terminal): Promise<readonly Finding[]> {
  const { settings, definitions, findings } = judgeSettings(terminal)
  if (settings === null) return findings
  const database = await judgeDatabase(settings)
  try {
    const added = await addedDefinitions(database.store, settings)
    const patient: Patient = {
      settings,
      definitions: [...definitions, ...added.definitions],
      store: database.store,
      now: terminal.now,
    }
    const [address, callbacks, providers, sessions, keys, mail] = await Promise.all([
      checkAddress(patient),
      checkCallbacks(patient),
      checkProviders(patient),
      checkSessions(patient),
      checkKeys(patient, terminal),
      checkMail(patient),
    ])
    const cookies = checkCookies(patient)
    return [
      findings,
      address,
      cookies,
      callbacks,
      added.findings,
      providers,
      database.findings,
      sessions,
      keys,
      mail,
    ].flat()
  } finally {
    await database.store?.close()
  }
}
