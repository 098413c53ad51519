import { ENGLISH } from '../../src/locales/locales.js'
import { Encrypter } from '../../src/crypto/encryption.js'
import { PortcullisError } from '../../src/errors.js'
import type { Identity } from '../../src/identity.js'
import type { SitePolicy } from '../../src/pipeline/facts.js'
import { Halt, type StepResult } from '../../src/pipeline/pipeline.js'
import type { Question } from '../../src/pipeline/facts.js'
import type { BackendPolicy } from '../../src/identity.js'
import type { Account, User } from '../../src/store/models.js'

/** Literals for tests of single steps. */
export const NOW = new Date('2026-03-01T12:00:00Z')

export const identity: Identity = {
  backend: 'acme',
  issuer: 'https://acme.test',
  subject: 's1',
  email: 'Ann@Example.test',
  emailVerified: true,
  preferredUsername: 'ann',
  name: 'Ann Example',
  givenName: 'Ann',
  familyName: 'Example',
  picture: null,
  claims: { sub: 's1', groups: ['staff'], locale: 'en' },
  tokens: null,
}

export const policy: BackendPolicy = {
  requiredClaims: [],
  requiredValues: {},
  allowedDomains: [],
  trustEmail: true,
  linkByVerifiedEmail: false,
  requireEmail: false,
  requireVerifiedEmail: false,
  extraClaims: [],
}

export const site: SitePolicy = {
  registration: 'open',
  adminEmails: [],
  reservedUsernames: [],
  terms: null,
  canSendMail: true,
}

export const encrypter = new Encrypter(['a vault key of more than thirty-two bytes'])

export const user: User = {
  id: 'u1',
  username: 'ann',
  formerUsername: null,
  email: 'ann@example.test',
  emailVerified: true,
  provenEmail: 'ann@example.test',
  name: 'Ann Example',
  givenName: 'Ann',
  familyName: 'Example',
  picture: null,
  providerProfile: '{}',
  active: true,
  admin: false,
  sessionEpoch: 0,
  stepRoles: '[]',
  adminRoles: '[]',
  fields: '{}',
  signInMails: true,
  language: null,
  acceptedTerms: null,
  createdAt: NOW,
}

export const account: Account = {
  id: 'a1',
  userId: 'u1',
  backend: 'acme',
  subject: 's1',
  issuer: 'https://acme.test',
  label: null,
  lastLoginAt: NOW,
}

/** What `resolveEmail` gives for that identity at that policy. */
export const settled = {
  email: 'Ann@Example.test',
  emailVerified: true,
  provenEmail: 'ann@example.test',
} as const

/** What a step asks the person. */
export async function asked(step: Promise<StepResult<object> | Halt>): Promise<Question> {
  const given = await step
  if (!(given instanceof Halt)) throw new Error(`the step went on: ${ENGLISH.format(given.reason)}`)
  expect(ENGLISH.format(given.reason)).not.toBe('')
  return given.question
}

/** What a step found out; a step that sends elsewhere fails the test. */
export async function facts<Gives extends object>(step: Promise<StepResult<Gives> | Halt>): Promise<Gives> {
  const given = await step
  if (given instanceof Halt) throw new Error(`the step asked for ${given.questionType}`)
  expect(ENGLISH.format(given.reason)).not.toBe('')
  return given.facts
}

/** The code with which a step refuses. */
export async function refusal(step: Promise<unknown>): Promise<string> {
  const error: unknown = await step.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof PortcullisError) return error.code
  throw new Error('the step did not refuse', { cause: error })
}
