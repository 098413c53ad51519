/*
 * The doctor checks a deployment and reports each problem with its fix: `portcullis doctor` and /admin/doctor run the same
 * checks. Every check in this folder takes the `DoctorContext` and returns findings (finding.ts). A check changes nothing,
 * and reports every problem as a finding instead of throwing. docs/doctor.md has a row for each code. The server's part of
 * the address check is middleware/proxy-probe.ts.
 *
 *   check      file              looks at
 *   settings   settings.ts       all settings, as the server reads them; the others need valid ones
 *   address    address.ts        BASE_URL and TRUST_PROXY, with a request through the proxy (proxy.ts)
 *   cookies    sessions.ts       the attributes of the session cookie
 *   callbacks  redirect-uris.ts  whether each provider accepts its redirect URI
 *   providers  providers.ts      metadata, keys and clock of each provider; the definitions of /admin
 *              credentials.ts    whether each provider accepts our client
 *   database   database.ts       the connection, the migrations, and stored roles and fields
 *   sessions   sessions.ts       the session store
 *   keys       keys.ts           number and age of the keys, and whether they decrypt the stored data
 *   mail       mail.ts           whether the mail server responds
 *   webhooks   webhooks.ts       whether receivers of events can be reached, and accept what they get
 */
import { message } from '../locales/messages.js'
import { withTimeout } from '../timeout.js'
import type { UserExtension } from '../user-extension.js'
import { checkAddress } from './address.js'
import { checkCredentials } from './credentials.js'
import { checkDatabase, checkUserExtension } from './database.js'
import { type Check, type DoctorContext, failure, type Finding } from './finding.js'
import { checkKeys } from './keys.js'
import { checkMail } from './mail.js'
import {
  checkAccountIssuers,
  checkDynamicDefinitions,
  checkProviders,
  checkTokenClients,
} from './providers.js'
import { checkRedirectUris } from './redirect-uris.js'
import { checkCookies, checkSessions } from './sessions.js'
import type { SettingsCheck } from './settings.js'
import { checkWebhooks } from './webhooks.js'

/** How long one check may take. They run side by side. */
const CHECK_TIMEOUT_MS = 30_000

/**
 * Runs all checks on settings that were read, in a bounded time. It opens the database on its own.
 * @returns the findings in the order of the report; those about the settings alone when the settings are not valid
 */
export async function runChecks(
  { settings, definitions, findings }: SettingsCheck,
  { clock, userExtension }: { readonly clock: () => Date; readonly userExtension: UserExtension | null },
): Promise<readonly Finding[]> {
  if (settings === null) return findings
  const database = await checkDatabase(settings)
  try {
    const dynamic = await checkDynamicDefinitions(database.store, settings)
    const context: DoctorContext = {
      settings,
      store: database.store,
      clock,
      userExtension,
      definitions: [...definitions, ...dynamic.definitions],
    }
    const [address, callbacks, providers, credentials, accounts, extension, sessions, keys, mail, webhooks] =
      await Promise.all([
        withCheckTimeout('address', checkAddress(context)),
        withCheckTimeout('callbacks', checkRedirectUris(context)),
        withCheckTimeout('providers', checkProviders(context)),
        withCheckTimeout('providers', checkCredentials(context)),
        withCheckTimeout('providers', checkAccountIssuers(context)),
        withCheckTimeout('database', checkUserExtension(context)),
        withCheckTimeout('sessions', checkSessions(context)),
        withCheckTimeout('keys', checkKeys(context)),
        withCheckTimeout('mail', checkMail(context)),
        withCheckTimeout('webhooks', checkWebhooks(context)),
      ])
    const [cookies, clients] = [checkCookies(context), checkTokenClients(context)]
    return [
      findings,
      address,
      cookies,
      callbacks,
      dynamic.findings,
      providers,
      credentials,
      clients,
      accounts,
      database.findings,
      extension,
      sessions,
      keys,
      mail,
      webhooks,
    ].flat()
  } finally {
    await database.store?.close()
  }
}

/** The findings of a check; a failure when it takes too long, whatever becomes of it later. */
async function withCheckTimeout(
  check: Check,
  work: Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const timeout = new Error('the check took too long')
  try {
    return await withTimeout(
      CHECK_TIMEOUT_MS,
      () => timeout,
      () => work,
    )
  } catch (error) {
    if (error !== timeout) return [failedFinding(check, error)]
    const text = message('doctor.check_timeout.message', { seconds: CHECK_TIMEOUT_MS / 1000 })
    return [failure(check, 'check_timeout', text, message('doctor.check_timeout.advice'))]
  }
}

/** An error that a check did not expect. Its message is left out, because it could contain anything. */
function failedFinding(check: Check, error: unknown): Finding {
  const name = error instanceof Error ? error.name : typeof error
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const text = message('doctor.check_failed.message', { error: name + code })
  return failure(check, 'check_failed', text, message('doctor.check_failed.advice'))
}
