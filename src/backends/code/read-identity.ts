import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import type { Identity, ProviderTokens } from '../../identity.js'
import { ENGLISH } from '../../locales/locales.js'
import { message, type MessageValue } from '../../locales/messages.js'
import { suggestionFor } from '../../suggest.js'
import type { Definition } from '../definition/definition.js'
import { STANDARD_CLAIMS } from '../definition/shared-fields.js'
import { type Claims, dropUnusedClaims, pickStorableClaims, subjectProblem } from '../protocol/claims.js'
import { toIdentity } from '../protocol/identity.js'

/** In characters of JSON: the largest value that a function may return. */
const MAX_RETURNED_LENGTH = 100_000

function identityRejected(label: MessageValue, problem: MessageValue): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: message('detail.labelled', { label, problem }) })
}

/**
 * A copy of what a function returned, as plain JSON: without getters, classes, cycles and all else that could run or
 * grow while it is read.
 * @throws PortcullisError identity_rejected
 */
export function toPlainJson(value: unknown, label: MessageValue): unknown {
  let text: unknown
  try {
    text = JSON.stringify(value)
  } catch {
    throw identityRejected(label, 'the returned value cannot be written as JSON')
  }
  if (typeof text !== 'string') throw identityRejected(label, 'nothing was returned')
  if (text.length > MAX_RETURNED_LENGTH)
    throw identityRejected(
      label,
      `the returned value has more than ${MAX_RETURNED_LENGTH} characters of JSON`,
    )
  return JSON.parse(text)
}

const textMember = z.string({ error: 'is not a string' }).nullish()

const returnedSchema = z.strictObject(
  {
    subject: z.unknown().optional(),
    email: textMember,
    emailVerified: z.boolean({ error: 'is not true or false' }).nullish(),
    username: textMember,
    name: textMember,
    givenName: textMember,
    familyName: textMember,
    picture: textMember,
    claims: z.record(z.string(), z.unknown(), { error: 'is not an object' }).nullish(),
    authenticatedAt: z.iso
      .datetime({ error: 'is not a Date' })
      .transform((text) => new Date(text))
      .nullish(),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'is not an object') },
)

/** The claims that say whom an identity belongs to. They come from the members of the identity only. */
export const IDENTIFYING_CLAIMS: ReadonlySet<string> = new Set([
  'iss',
  'sub',
  'aud',
  'azp',
  'sid',
  'nonce',
  'exp',
  'iat',
  'nbf',
  'auth_time',
  'jti',
  'acr',
  'amr',
  'email',
  'email_verified',
])

/** The part of a definition that reading an identity needs. */
export type IdentityDefinition = Pick<
  Definition,
  'name' | 'issuer' | 'groupsClaim' | 'requiredClaims' | 'requiredValues' | 'extraClaims'
>

/**
 * Parses what a function returned. Values of wrong types are errors; texts that cannot be used, such as an address that
 * is none, count as absent, as those of any provider.
 * @param label begins the detail of an error: which function of which backend
 * @throws PortcullisError identity_rejected
 */
export function readIdentity(
  returned: unknown,
  {
    label,
    definition,
    tokens,
  }: {
    readonly label: MessageValue
    readonly definition: IdentityDefinition
    readonly tokens: ProviderTokens | null
  },
): Identity & { readonly authenticatedAt?: Date } {
  const parsed = returnedSchema.safeParse(toPlainJson(returned, label))
  if (!parsed.success) throw identityRejected(label, describeIssue(parsed.error.issues[0]))
  const { subject, claims: ownClaims, authenticatedAt, emailVerified, ...members } = parsed.data
  const problem = subjectProblem(subject, 'subject')
  if (problem !== null || typeof subject !== 'string') throw identityRejected(label, problem ?? 'no subject')
  const standard: Claims = {
    sub: subject,
    [STANDARD_CLAIMS.username]: members.username,
    [STANDARD_CLAIMS.name]: members.name,
    [STANDARD_CLAIMS.givenName]: members.givenName,
    [STANDARD_CLAIMS.familyName]: members.familyName,
    [STANDARD_CLAIMS.picture]: members.picture,
    email: members.email,
    email_verified: emailVerified === true,
  }
  const others = pickStorableClaims(ownClaims ?? {}).filter(([name]) => !IDENTIFYING_CLAIMS.has(name))
  const stated = pickStorableClaims(standard).filter(([, value]) => value !== undefined && value !== null)
  const use = { ...definition, claims: STANDARD_CLAIMS, emailVerified: null }
  const claims = dropUnusedClaims(Object.fromEntries([...others, ...stated]), use)
  const identity = toIdentity(use, subject, claims, tokens)
  return authenticatedAt === undefined || authenticatedAt === null
    ? identity
    : { ...identity, authenticatedAt }
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    const suggestion = ENGLISH.format(suggestionFor(key, Object.keys(returnedSchema.shape)))
    return `${JSON.stringify(key.slice(0, 60))} is not a member of an identity; ${suggestion.replace(/\.$/, '')}`
  }
  const path = issue?.path.join('.') ?? ''
  return `${path === '' ? 'the returned value' : path} ${issue?.message ?? 'is not valid'}`
}
