import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { Identity } from '../../identity.js'
import {
  type Claims,
  isValidSid,
  limitClaims,
  pickStorableClaims,
  readClaim,
  subjectProblem,
} from '../protocol/claims.js'
import { displayText } from '../protocol/identity.js'
import type { IssuerRules } from './issuers.js'

/** Only the verified ID Token says these; with them goes what vouches for the sign-in itself. */
const ID_TOKEN_ONLY_CLAIMS = new Set(
  'iss sub aud exp iat nbf jti nonce azp at_hash c_hash s_hash auth_time acr amr sid'.split(' '),
)

const EMAIL_CLAIMS = new Set(['email', 'email_verified'])

/**
 * All that is claimed about a person. UserInfo, being what the provider says now, goes before the ID Token except for
 * protected claims. An address and the word that it is verified come from one source, or an address that was never
 * verified could borrow the word about another.
 * @throws PortcullisError identity_rejected
 */
export function mergeClaims(idToken: Claims, userInfo: Claims): Claims {
  const emailSource = typeof readClaim(userInfo, 'email') === 'string' ? userInfo : idToken
  const pickClaims = (source: Claims): [string, unknown][] =>
    pickStorableClaims(source).filter(
      ([name]) =>
        (source === emailSource || !EMAIL_CLAIMS.has(name)) &&
        (source === idToken || !ID_TOKEN_ONLY_CLAIMS.has(name)),
    )
  return limitClaims(Object.fromEntries([...pickClaims(idToken), ...pickClaims(userInfo)]))
}

const SEPARATOR = '/'

/**
 * The subject an account is kept under: the claim `sub`, or several claims one after another where `sub` alone is not
 * unique. No part but the last may hold what stands between them, so two people never come to the same.
 * @param label begins the detail of a refusal, such as "the ID Token"
 * @throws PortcullisError identity_rejected
 */
export function readAccountSubject(claims: Claims, subjectClaims: readonly string[], label: string): string {
  const parts = subjectClaims.map((name, index) => {
    const value = readClaim(claims, name)
    const isLast = index === subjectClaims.length - 1
    if (typeof value === 'string' && partProblem(name, value, isLast) === null) return value
    throw new PortcullisError('identity_rejected', {
      detail: `${label}: ${partProblem(name, value, isLast)}`,
    })
  })
  return parts.join(SEPARATOR)
}

function partProblem(name: string, value: unknown, isLast: boolean): string | null {
  if (value === undefined) return `${name} is missing, which "subjectClaims" needs`
  const problem = subjectProblem(value)?.replace(/^sub\b/, name) ?? null
  if (problem !== null) return problem
  const hasSeparator = !isLast && typeof value === 'string' && value.includes(SEPARATOR)
  return hasSeparator ? `${name} contains a slash` : null
}

/**
 * What stands for one of the provider's own sessions (`sid`, Back-Channel Logout 1.0 §2.1); null for what is of no use.
 * Where there are tenants it is of this one too: each is an issuer, and a `sid` is one issuer's.
 */
export function toProviderSid(
  sid: unknown,
  issuer: string,
  { issuerTemplate }: Pick<IssuerRules, 'issuerTemplate'>,
): string | null {
  if (!isValidSid(sid)) return null
  return issuerTemplate === null ? sid : `${issuer} ${sid}`
}

/** The same of a verified token, for an identity. */
export function readProviderSid(
  claims: Claims,
  issuer: string,
  rules: Pick<IssuerRules, 'issuerTemplate'>,
): { readonly sid?: string } {
  const sid = toProviderSid(readClaim(claims, 'sid'), issuer, rules)
  return sid === null ? {} : { sid }
}

const MAX_FORM_USER_LENGTH = 2000

const namePartSchema = z.unknown()
const FormUserSchema = z.object({ name: z.object({ firstName: namePartSchema, lastName: namePartSchema }) })

/**
 * The identity with the name that came in the form field `user` beside the code, as Apple sends it the first time
 * somebody signs in and never again. Nobody has signed it: it is good for names that the tokens lack, and for nothing
 * else. What is unfit is passed over.
 */
export function withNameFromForm(identity: Identity, callback: URLSearchParams): Identity {
  const user = FormUserSchema.safeParse(parseFormUser(callback.get('user')))
  if (!user.success) return identity
  const givenName = identity.givenName ?? displayText(user.data.name.firstName)
  const familyName = identity.familyName ?? displayText(user.data.name.lastName)
  const fullName = displayText([givenName, familyName].filter(Boolean).join(' '))
  return { ...identity, givenName, familyName, name: identity.name ?? fullName }
}

function parseFormUser(text: string | null): unknown {
  if (text === null || text.length > MAX_FORM_USER_LENGTH) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
