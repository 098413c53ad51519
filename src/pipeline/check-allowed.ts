import { emailDomain } from '../email.js'
import { PortcullisError } from '../errors.js'
import type { Allowed, Complete, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

/**
 * Lets in only the domains that the backend allows. The address must be verified by the provider: otherwise anybody
 * could type one of that domain into their profile.
 */
export async function checkAllowed({
  identity,
  policy,
}: Pick<Start, 'identity' | 'policy'> & Complete): Promise<Learned<Allowed>> {
  if (policy.allowedDomains.length === 0)
    return Promise.resolve(learn('every domain may sign in', { allowed: true }))
  const domain = identity.email === null ? null : emailDomain(identity.email)
  if (domain === null) throw refusal('the provider sent no e-mail address')
  if (!identity.emailVerified) throw refusal('the provider has not verified the e-mail address')
  if (!policy.allowedDomains.includes(domain)) throw refusal(`the domain ${domain} is not on the list`)
  return Promise.resolve(learn(`the domain ${domain} is on the list`, { allowed: true }))
}

function refusal(detail: string): PortcullisError {
  return new PortcullisError('not_allowed', { detail })
}
