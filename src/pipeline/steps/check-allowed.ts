import { message, type Sentence } from '../../locales/messages.js'
import { toSentence } from '../../locales/stored-message.js'
import { PortcullisError } from '../../errors.js'
import { type ProviderCause, providerCause } from '../../provider-causes.js'
import { emailDomain } from '../../mail/email-address.js'
import type { Allowed, ClaimsChecked, Start } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'

/**
 * Allows only the tenants and domains that the backend lists. The provider must have verified the address: otherwise anyone could
 * enter an address of that domain in their profile.
 */
export async function checkAllowed({
  identity,
  policy,
}: Pick<Start, 'identity' | 'policy'> & ClaimsChecked): Promise<StepResult<Allowed>> {
  if (identity.refusal !== undefined)
    throw notAllowedError(
      toSentence(identity.refusal, identity.refusalText ?? null),
      providerCause('tenant_not_allowed'),
    )
  if (policy.allowedDomains.length === 0)
    return Promise.resolve(proceed(message('because.domain.any'), { allowed: true }))
  const domain = identity.email === null ? null : emailDomain(identity.email)
  if (domain === null)
    throw notAllowedError(message('because.domain.noEmail'), providerCause('email_missing'))
  if (!identity.emailVerified)
    throw notAllowedError(message('because.domain.unverified'), providerCause('email_unverified'))
  if (!policy.allowedDomains.includes(domain))
    throw notAllowedError(message('because.domain.unlisted', { domain }), null)
  return Promise.resolve(proceed(message('because.domain.listed', { domain }), { allowed: true }))
}

function notAllowedError(detail: Sentence, cause: ProviderCause | null): PortcullisError {
  return new PortcullisError('not_allowed', { detail, providerCause: cause })
}
