import { z } from 'zod'
import { displayText, readPictureUrl } from '../backends/protocol/identity.js'
import { parseStoredHash } from '../backends/password/stored-hash.js'
import { PortcullisError } from '../errors.js'
import { parseEmailAddress } from '../mail/email-address.js'
import { findUsername, isReservedUsername } from '../pipeline/steps/choose-username.js'
import { mergeFields, parseFields, toRoleColumn, type UserExtension } from '../user-extension.js'

const MAX_USERNAME_LENGTH = 200
const MAX_SUBJECT_LENGTH = 255
const MAX_ACCOUNTS = 50

// As at a sign-in: a display name is no reason to turn a person away.
const displaySchema = z.string().transform(displayText).nullish()
const usernameSchema = z
  .string()
  .max(MAX_USERNAME_LENGTH)
  .regex(/^\P{Cc}*$/u, 'has control characters')
const subjectSchema = z
  .string()
  .min(1)
  .max(MAX_SUBJECT_LENGTH)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'has control characters')

/** A person as `Imported` of the public types describes them, and as a line of JSON may. */
const PersonSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/, 'is not 1 to 64 letters, digits, "_" and "-"'),
  username: usernameSchema.nullish(),
  email: z.strictObject({ address: z.string(), proven: z.boolean() }).nullish(),
  accounts: z
    .array(
      z.strictObject({ backend: z.string(), subject: subjectSchema, issuer: z.string().max(2000).nullish() }),
    )
    .max(MAX_ACCOUNTS)
    .default([]),
  passwordHash: z.string().nullish(),
  name: displaySchema,
  givenName: displaySchema,
  familyName: displaySchema,
  picture: z.string().nullish(),
  language: z
    .string()
    .max(35)
    .regex(/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i, 'is not a language tag such as fr')
    .nullish(),
  active: z.boolean().default(true),
  createdAt: z.coerce.date().nullish(),
  fields: z.record(z.string(), z.unknown()).default({}),
  roles: z.array(z.string()).default([]),
})
type Person = z.infer<typeof PersonSchema>

/** The members that a person may have; docs/import.md describes them. */
export const PERSON_MEMBERS: readonly string[] = Object.keys(PersonSchema.shape)

/** The identity of an account, with the issuer that the backend has here. */
export interface CandidateAccount {
  readonly backend: string
  readonly subject: string
  readonly issuer: string
}

/** A person whose values are all valid, before the database is asked. */
export interface Candidate {
  readonly id: string
  /** The user name that the person must get, or null when one is made from `suggestion`. */
  readonly username: string | null
  readonly suggestion: string
  readonly email: string | null
  readonly provenEmail: string | null
  readonly accounts: readonly CandidateAccount[]
  /** The hash as it is stored. */
  readonly hash: string | null
  readonly profile: Readonly<Record<'name' | 'givenName' | 'familyName' | 'picture', string | null>>
  readonly language: string | null
  readonly active: boolean
  readonly createdAt: Date | null
  /** Columns of JSON. */
  readonly fields: string
  readonly adminRoles: string
}

/** The issuers whose accounts a backend has. */
export interface BackendIssuers {
  /** The only one; null where each tenant has its own. */
  readonly issuer: string | null
  readonly ownsIssuer: (issuer: string) => boolean
}

/** What people are checked against. */
export interface ImportRules {
  /** The issuers of the backend with this name here; null for an unknown one. */
  readonly findIssuers: (backend: string) => BackendIssuers | null
  readonly extension: UserExtension
  /** User names that the site reserves besides those that always are. */
  readonly reservedUsernames: readonly string[]
}

/** Why a person is not imported, as a part of a sentence for an administrator. It has no secret. */
export class RejectedPerson {
  readonly id: string
  readonly reason: string

  constructor(id: string, reason: string) {
    this.id = id
    this.reason = reason
  }
}

/** Checks a person of a source, as far as that is possible without the database. */
export function toCandidate(source: unknown, rules: ImportRules): Candidate | RejectedPerson {
  if (source instanceof RejectedPerson) return source
  const parsed = PersonSchema.safeParse(source)
  if (!parsed.success) return new RejectedPerson(readId(source), describeIssue(parsed.error.issues[0]))
  const person = parsed.data
  try {
    return buildCandidate(person, rules)
  } catch (error) {
    if (error instanceof ImportProblem) return new RejectedPerson(person.id, error.message)
    if (error instanceof PortcullisError) return new RejectedPerson(person.id, error.detail ?? error.message)
    throw error
  }
}

class ImportProblem extends Error {
  override readonly name = 'ImportProblem'
}

function buildCandidate(person: Person, rules: ImportRules): Candidate {
  const { id, name = null, givenName = null, familyName = null, picture = null } = person
  const { fields, roles } = person
  const unknownRole = roles.find((role) => !rules.extension.roles.includes(role))
  if (unknownRole !== undefined)
    throw new ImportProblem(`the configuration has no role ${JSON.stringify(unknownRole)}`)
  const address = readAddress(person)
  return {
    id,
    ...readUsername(person, rules),
    email: address,
    provenEmail: person.email?.proven === true ? address : null,
    accounts: readAccounts(person, rules),
    hash: readHash(person),
    profile: { name, givenName, familyName, picture: readPictureUrl(picture) },
    language: person.language ?? null,
    active: person.active,
    createdAt: person.createdAt ?? null,
    fields: mergeFields('{}', parseFields(fields, rules.extension)),
    adminRoles: toRoleColumn(roles),
  }
}

function readAddress({ email }: Person): string | null {
  if (email == null) return null
  const address = parseEmailAddress(email.address)
  if (address === null) throw new ImportProblem('the email address is not one that mail can be sent to')
  return address
}

/**
 * The user name that a person has chosen and signs in with; null when there is none, or when it cannot be one here. Many
 * systems use the address as the user name, and some accept other letters and longer names. What is left of such a name is a
 * suggestion only, as at a sign-up.
 */
export function findOwnUsername(username: string | null): string | null {
  const own = findUsername([username])
  return own !== null && own === username?.trim().toLowerCase() ? own : null
}

function readUsername(
  { username, email, name, givenName }: Person,
  { reservedUsernames }: ImportRules,
): Pick<Candidate, 'username' | 'suggestion'> {
  const own = findOwnUsername(username ?? null)
  if (own !== null && isReservedUsername(own, reservedUsernames))
    throw new ImportProblem(`the user name ${JSON.stringify(own)} is reserved`)
  const sources = [username ?? null, email?.address ?? null, name ?? null, givenName ?? null]
  return { username: own, suggestion: findUsername(sources) ?? 'user' }
}

/** Systems without a unique index may have the same account twice. */
function readAccounts({ accounts }: Person, rules: ImportRules): readonly CandidateAccount[] {
  const byKey = new Map<string, CandidateAccount>()
  for (const each of accounts) {
    const account = readAccount(each, rules)
    byKey.set(JSON.stringify(account), account)
  }
  return [...byKey.values()]
}

function readAccount(
  { backend, subject, issuer: named = null }: Person['accounts'][number],
  { findIssuers }: ImportRules,
): CandidateAccount {
  const issuers = findIssuers(backend)
  if (issuers === null) throw new ImportProblem(`there is no backend ${JSON.stringify(backend)} here`)
  if (named !== null && !issuers.ownsIssuer(named))
    throw new ImportProblem(`${named} is not the issuer of the backend ${JSON.stringify(backend)}`)
  // Where there is only one, it is stored as the backend spells it.
  const issuer = issuers.issuer ?? named
  if (issuer !== null) return { backend, subject, issuer }
  throw new ImportProblem(
    `the backend ${JSON.stringify(backend)} has an issuer for each tenant, and the account names none`,
  )
}

function readHash({ passwordHash }: Person): string | null {
  if (passwordHash == null) return null
  const stored = parseStoredHash(passwordHash)
  if (stored === null)
    throw new ImportProblem('the password hash has an unknown form, or would cost too much to verify')
  return stored.text
}

const UNKNOWN_ID = '(no ID)'

function readId(source: unknown): string {
  const id: unknown = typeof source === 'object' && source !== null && 'id' in source ? source.id : null
  const isShown = typeof id === 'string' && id !== '' && /^\P{C}{1,100}$/u.test(id)
  return isShown ? id : UNKNOWN_ID
}

// The value is not quoted: it may be a secret in the wrong member.
function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'is not a person'
  if (issue.code === 'unrecognized_keys') return `has the unknown member ${issue.keys.join(', ')}`
  const path = issue.path.join('.')
  return `${path === '' ? 'the person' : `the member ${path}`} does not fit: ${issue.message}`
}
