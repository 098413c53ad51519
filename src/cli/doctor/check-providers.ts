import { checkBackend } from '../../backends/check-backend.js'
import type { Definition } from '../../backends/definition.js'
import { ERROR_KINDS, PortcullisError } from '../../errors.js'
import { createOutbound, type OutboundFetch } from '../../outbound/outbound.js'
import { differs } from './clock.js'
import { failure, fine, type Finding } from './finding.js'
import type { Patient } from './patient.js'

const CHECK = 'providers'
const DEADLINE_MS = 9000

/** Whether each provider answers, as a sign-in would find it, and what its clock says. */
export async function checkProviders({ definitions, settings, now }: Patient): Promise<readonly Finding[]> {
  const found = await Promise.all(
    definitions.map((definition) => checkOne(definition, settings.allowInsecureIssuers, now)),
  )
  return found.flat()
}

async function checkOne(
  definition: Definition,
  allowInsecure: boolean,
  now: () => Date,
): Promise<readonly Finding[]> {
  const { name: subject, issuer, kind } = definition
  const fetch = createOutbound({ allowPrivate: allowInsecure })
  const heard: { date: string | null } = { date: null }
  try {
    const options = { fetch: watched(fetch, heard), allowInsecure, now, deadlineMs: DEADLINE_MS }
    await checkBackend(definition, options)
    const skew = differs(CHECK, issuer, heard.date, now(), subject)
    const well = kind === 'oidc' ? 'answers, and has signing keys' : 'answers'
    return skew.length > 0 ? skew : [fine(CHECK, `${issuer} ${well}.`, { subject })]
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    const message = `${issuer}: ${error.detail ?? ERROR_KINDS[error.code].sentence}.`
    const wrong = failure(CHECK, error.code, message, adviceFor(error.code), { subject })
    return [wrong, ...differs(CHECK, issuer, heard.date, now(), subject)]
  } finally {
    fetch.destroy()
  }
}

/** The same way out, and what its answers say of the time. */
function watched(fetch: OutboundFetch, heard: { date: string | null }): OutboundFetch {
  const call: (...request: Parameters<OutboundFetch>) => Promise<Response> = async (...request) => {
    const response = await fetch(...request)
    heard.date = response.headers.get('date')
    return response
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}

function adviceFor(code: PortcullisError['code']): string {
  return code === 'provider_misconfigured'
    ? 'Compare the definition of the backend, its issuer above all, with what the provider documents.'
    : 'See whether the provider is up, and whether this machine may reach it (name server, firewall, proxy).'
}
