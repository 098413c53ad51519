/*
 * The doctor checks a deployment and reports each problem with its fix. Every check in doctor/ takes the
 * `DoctorContext` and returns findings (doctor/finding.ts). A check changes nothing, and reports every problem as a
 * finding instead of throwing. docs/doctor.md has a row for each code. The server's part of the address check is
 * middleware/proxy-probe.ts.
 *
 *   check      file                     looks at
 *   settings   doctor/settings.ts       all settings, as the server reads them; the others need valid ones
 *   address    doctor/address.ts        BASE_URL and TRUST_PROXY, with a request through the proxy (doctor/proxy.ts)
 *   cookies    doctor/sessions.ts       the attributes of the session cookie
 *   callbacks  doctor/redirect-uris.ts  whether each provider accepts its redirect URI
 *   providers  doctor/providers.ts      metadata, keys and clock of each provider; the definitions of /admin
 *              doctor/credentials.ts    whether each provider accepts our client
 *   database   doctor/database.ts       the connection and the migrations
 *   sessions   doctor/sessions.ts       the session store
 *   keys       doctor/keys.ts           number and age of the keys, and whether they decrypt the stored data
 *   mail       doctor/mail.ts           whether the mail server responds
 *   webhooks   doctor/webhooks.ts       whether receivers of events can be reached, and accept what they get
 */
import type { Command } from './command.js'
import { checkAddress } from './doctor/address.js'
import { checkDatabase } from './doctor/database.js'
import { checkCredentials } from './doctor/credentials.js'
import { type DoctorContext, type Finding, formatReport } from './doctor/finding.js'
import { checkKeys } from './doctor/keys.js'
import { checkMail } from './doctor/mail.js'
import { checkWebhooks } from './doctor/webhooks.js'
import {
  checkAccountIssuers,
  checkDynamicDefinitions,
  checkProviders,
  checkTokenClients,
} from './doctor/providers.js'
import { checkRedirectUris } from './doctor/redirect-uris.js'
import { checkCookies, checkSessions } from './doctor/sessions.js'
import { checkSettings } from './doctor/settings.js'
import { checkUserExtension } from './doctor/user-extension.js'
import type { Terminal } from './terminal.js'

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
    const findings = await runChecks(terminal)
    const isHealthy = findings.every(({ level }) => level !== 'failure')
    return {
      text: formatReport(findings),
      json: { well: isHealthy, findings },
      ...(isHealthy ? {} : { ok: false }),
    }
  },
}

async function runChecks(terminal: Terminal): Promise<readonly Finding[]> {
  const { settings, definitions, findings } = checkSettings(terminal)
  if (settings === null) return findings
  const database = await checkDatabase(settings)
  try {
    const dynamic = await checkDynamicDefinitions(database.store, settings)
    const context: DoctorContext = {
      settings,
      definitions: [...definitions, ...dynamic.definitions],
      store: database.store,
      clock: terminal.clock,
    }
    const [address, callbacks, providers, credentials, accounts, sessions, keys, mail, webhooks] =
      await Promise.all([
        checkAddress(context),
        checkRedirectUris(context),
        checkProviders(context),
        checkCredentials(context),
        checkAccountIssuers(context),
        checkSessions(context),
        checkKeys(context, terminal),
        checkMail(context),
        checkWebhooks(context),
      ])
    const cookies = checkCookies(context)
    return [
      findings,
      address,
      cookies,
      callbacks,
      dynamic.findings,
      providers,
      credentials,
      checkTokenClients(context),
      accounts,
      database.findings,
      await checkUserExtension(context, terminal.userExtension ?? null),
      sessions,
      keys,
      mail,
      webhooks,
    ].flat()
  } finally {
    await database.store?.close()
  }
}
