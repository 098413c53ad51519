import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { OAuth2Definition } from '../definition.js'
import { STANDARD_CLAIMS } from '../definition-fields.js'
import { boundedClaims, usableClaims } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'
import { faultInSubject } from '../protocol/subject.js'
import { askApi } from './api-call.js'
import type { ApiCall } from './api-call.js'
import { at, read } from './path.js'

const WHAT = 'the profile'
const STANDARD = new Set<string>([...Object.values(STANDARD_CLAIMS), 'sub', 'sid', 'email_verified'])

const profile = z.record(z.string(), z.unknown())

function rejected(detail: string): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: `${WHAT}: ${detail}` })
}

/**
 * What a provider says about the bearer of an access token, as it says it.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function fetchProfile(call: ApiCall): Promise<Claims> {
  const parsed = profile.safeParse(await askApi(call.definition.userEndpoint, WHAT, call))
  if (!parsed.success) throw rejected('not an object')
  return parsed.data
}

/**
 * Who the profile is of. A number is the same as the text of its digits; nought is what is there where nobody is.
 * @throws PortcullisError identity_rejected
 */
export function subjectOf(claims: Claims, path: string): string {
  const found = at(claims, path)
  if (found === undefined || found === null) throw rejected(`no ${path}`)
  const isNumber = typeof found === 'number'
  if (isNumber && !(Number.isSafeInteger(found) && found > 0))
    throw rejected(`${path} is no number of a person`)
  const subject = isNumber ? String(found) : found
  const fault = faultInSubject(subject, path)
  if (fault !== null || typeof subject !== 'string') throw rejected(fault ?? `${path} is not text`)
  return subject
}

/** An address and the word that it is verified. */
export interface Address {
  readonly email: unknown
  readonly verified: boolean
}

function addressIn(claims: Claims, { claims: names, emailVerified }: OAuth2Definition): Address {
  const word = typeof emailVerified === 'string' ? at(claims, emailVerified) : emailVerified
  return { email: read(claims, names.email), verified: word === true || word === 'true' }
}

/**
 * A profile in the words of OpenID Connect (Core §5.1), so that whoever demands the claim `email` need not know what
 * this provider calls it; and all else that it says, under its own names.
 * @param listed the address of a list of addresses, where there is one; it counts alone
 */
export function standardClaims(
  claims: Claims,
  definition: OAuth2Definition,
  subject: string,
  listed: Address | null,
): Claims {
  const { email, verified } = listed ?? addressIn(claims, definition)
  const said: Claims = {
    ...Object.fromEntries(
      Object.entries(definition.claims).map(([field, pattern]) => [nameOf(field), read(claims, pattern)]),
    ),
    sub: subject,
    email,
    email_verified: verified,
  }
  const own = usableClaims(claims).filter(([name]) => !STANDARD.has(name))
  const present = usableClaims(said).filter(([, value]) => value !== undefined && value !== null)
  return boundedClaims(Object.fromEntries([...own, ...present]))
}

const BY_FIELD = new Map<string, string>(Object.entries(STANDARD_CLAIMS))

function nameOf(field: string): string {
  return BY_FIELD.get(field) ?? field
}
