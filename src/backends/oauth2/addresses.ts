import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { getApi } from './api-call.js'
import type { ApiCall } from './api-call.js'
import type { EmailClaim } from './profile.js'

const EMAILS_LABEL = 'the e-mail addresses'

const emailListSchema = z.array(
  z.object({
    email: z.string(),
    primary: z.boolean().default(false),
    verified: z.boolean().default(false),
  }),
)

const NO_EMAIL: EmailClaim = { email: null, verified: false }

/**
 * The address a person uses, from the list of all they have: the primary one, else the first; verified only when the
 * list says so.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function fetchPrimaryEmail(endpoint: string, call: ApiCall): Promise<EmailClaim> {
  const parsed = emailListSchema.safeParse(await getApi(endpoint, EMAILS_LABEL, call))
  if (!parsed.success) {
    throw new PortcullisError('identity_rejected', { detail: `${EMAILS_LABEL}: not a list of addresses` })
  }
  const chosen = parsed.data.find(({ primary }) => primary) ?? parsed.data[0]
  return chosen === undefined ? NO_EMAIL : chosen
}
