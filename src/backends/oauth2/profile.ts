import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { OAuth2Definition } from '../definition/definition.js'
import { STANDARD_CLAIMS } from '../definition/shared-fields.js'
import {
  type Claims,
  limitClaims,
  pickStorableClaims,
  readMembers,
  subjectProblem,
} from '../protocol/claims.js'
import { type ApiCall, getApi } from './api-call.js'

const PROFILE_LABEL = 'the profile'
const STANDARD_CLAIM_NAMES = new Set<string>([
  ...Object.values(STANDARD_CLAIMS),
  'sub',
  'sid',
  'email_verified',
])

function profileRejected(detail: string): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: `${PROFILE_LABEL}: ${detail}` })
}

/**
 * Fetches the profile of the user of an access token, unchanged.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function fetchProfile(call: ApiCall): Promise<Claims> {
  const profile = readMembers(await getApi(call.definition.userInfoEndpoint, PROFILE_LABEL, call))
  if (profile === null) throw profileRejected('not an object')
  return profile
}

/**
 * Reads the identifier of the user. A number equals the text of its digits; 0 is rejected, because APIs return it where
 * there is no user.
 * @throws PortcullisError identity_rejected
 */
export function readSubject(claims: Claims, path: string): string {
  const value = getPath(claims, path)
  if (value === undefined || value === null) throw profileRejected(`${path} is missing`)
  const isNumber = typeof value === 'number'
  if (isNumber && !(Number.isSafeInteger(value) && value > 0))
    throw profileRejected(`${path} is not a valid identifier`)
  const subject = isNumber ? String(value) : value
  const problem = subjectProblem(subject, path)
  if (problem !== null || typeof subject !== 'string')
    throw profileRejected(problem ?? `${path} is not a text`)
  return subject
}

/** An email address, and whether the provider says that it is verified. */
export interface EmailClaim {
  readonly email: unknown
  readonly verified: boolean
}

function readEmail(claims: Claims, { claims: names, emailVerified }: OAuth2Definition): EmailClaim {
  const verifiedValue = typeof emailVerified === 'string' ? getPath(claims, emailVerified) : emailVerified
  return {
    email: interpolate(claims, names.email),
    verified: verifiedValue === true || verifiedValue === 'true',
  }
}

/**
 * The profile with the claim names of OpenID Connect (Core §5.1), so that rules about the claim `email` need not know
 * the provider's name for it. All other members keep their names.
 * @param listedEmail the address from the list of addresses, if the provider has one; the profile's own address is
 *   ignored then
 */
export function toStandardClaims(
  claims: Claims,
  definition: OAuth2Definition,
  subject: string,
  listedEmail: EmailClaim | null,
): Claims {
  const { email, verified } = listedEmail ?? readEmail(claims, definition)
  const mapped: Claims = {
    ...Object.fromEntries(
      Object.entries(definition.claims).map(([field, pattern]) => [
        toClaimName(field),
        interpolate(claims, pattern),
      ]),
    ),
    sub: subject,
    email,
    email_verified: verified,
  }
  const otherClaims = pickStorableClaims(claims).filter(([name]) => !STANDARD_CLAIM_NAMES.has(name))
  const presentClaims = pickStorableClaims(mapped).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  return limitClaims(Object.fromEntries([...otherClaims, ...presentClaims]))
}

const CLAIM_NAME_BY_FIELD = new Map<string, string>(Object.entries(STANDARD_CLAIMS))

function toClaimName(field: string): string {
  return CLAIM_NAME_BY_FIELD.get(field) ?? field
}

const EMAILS_LABEL = 'the email addresses'

const emailListSchema = z.array(
  z.object({
    email: z.string(),
    primary: z.boolean().default(false),
    verified: z.boolean().default(false),
  }),
)

const NO_EMAIL: EmailClaim = { email: null, verified: false }

/**
 * Fetches the list of the user's email addresses and selects the primary one, else the first. It is verified only if
 * the list says so.
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

/**
 * The value at a path such as `user.id` or `emails.0.value`. A member whose name is the whole path takes precedence.
 */
export function getPath(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<unknown>(getMember, claims)
}

function getMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return new Map<string, unknown>(Object.entries(value)).get(name)
}

/** The value at a path; or a URL such as `https://cdn.example/{id}.png` with the values at the paths in braces. */
export function interpolate(claims: Claims, pattern: string): unknown {
  if (!pattern.includes('{')) return getPath(claims, pattern)
  const values = [...pattern.matchAll(/\{([^{}]+)\}/g)].map(([, path = '']) => getPath(claims, path))
  // With a missing value, the URL could belong to another user.
  if (!values.every(isScalar)) return undefined
  return pattern.replace(/\{([^{}]+)\}/g, () => encodeURIComponent(String(values.shift())))
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}
