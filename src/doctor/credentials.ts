import { createBackend } from '../backends/create-backend.js'
import { redirectUriFor } from '../backends/redirect-uri.js'
import { type Definition, isOnlyFunctions } from '../backends/definition/definition.js'
import { newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import type { ProviderCauseCode } from '../provider-causes.js'
import { message } from '../locales/messages.js'
import { createHttpClient } from '../http-client/http-client.js'
import { type DoctorContext, failure, type Finding } from './finding.js'
import { createProbeAttempt } from './redirect-uris.js'

const CHECK = 'providers'

/** How a provider says that it does not accept the client, and not only the code, which is invented. */
const CLIENT_CAUSES: ReadonlySet<ProviderCauseCode> = new Set(['client_rejected', 'client_unauthorized'])

/**
 * Checks client ID and secret of each provider, with a code that the provider has never issued: it says
 * `invalid_client` before it looks at the code, and `invalid_grant` if it knows the client. All other answers prove
 * nothing, and give no finding.
 */
export async function checkCredentials(context: DoctorContext): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    context.definitions
      .filter((definition) => !isOnlyFunctions(definition))
      .map((definition) => checkClient(definition, context)),
  )
  return findings.flat()
}

async function checkClient(
  definition: Definition,
  { settings, clock }: DoctorContext,
): Promise<readonly Finding[]> {
  const allowInsecure = settings.allowInsecureIssuers
  const { timeout: callTimeoutMs } = definition
  const fetch = createHttpClient({ allowPrivate: allowInsecure, callTimeoutMs, ...settings.network })
  const redirectUri = redirectUriFor(settings.baseUrl, definition)
  try {
    const attempt = createProbeAttempt(definition)
    const callback = new URLSearchParams({
      code: newToken(),
      state: attempt.state,
      ...(definition.kind === 'oidc' ? { iss: definition.issuer } : {}),
    })
    await createBackend(definition, { fetch, allowInsecure, clock, redirectUri }).finish(callback, attempt, {
      recordCall: () => undefined,
    })
    return []
  } catch (error) {
    const cause = error instanceof PortcullisError ? error.providerCause : null
    if (cause === null || !CLIENT_CAUSES.has(cause.code)) return []
    const detail = error instanceof PortcullisError ? error.detailText : null
    return [
      failure(
        CHECK,
        'client_refused',
        message('doctor.client_refused.message', { reason: detail ?? cause.code }),
        message('doctor.client_refused.advice'),
        { subject: definition.name },
      ),
    ]
  } finally {
    fetch.destroy()
  }
}
