import type { CodeIdentity } from '../backends/code/functions.js'
import { readIdentity } from '../backends/code/read-identity.js'
import type { Definition, OidcDefinition } from '../backends/definition/definition.js'
import { readAccountSubject } from '../backends/oidc/claims.js'
import { tenantIssuer } from '../backends/oidc/issuers.js'
import type { Identity } from '../identity.js'
import type { OpenedSite } from '../open-site.js'
import { Halt } from '../pipeline/pipeline.js'
import { completeSignIn } from '../pipeline/run.js'
import { SignInRecorder } from '../pipeline/sign-in-recorder.js'
import type { User } from '../public-types.js'
import type { CookieAttributes } from '../sessions/cookies.js'
import { toPublicUser } from '../user-extension.js'
import { tenantClaim } from './fake-identity.js'
import { AnswerSheet } from './kit-answers.js'
import type { KitCookie, SignedInVisitor, SignInOptions } from './kit-types.js'

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const

/**
 * Signs a person in, as the callback of their provider does, with the answers of the test to all questions.
 * @throws Error for a wrong use of the kit; PortcullisError when the sign-in is refused
 */
export async function signInWithKit(
  site: OpenedSite,
  definitions: ReadonlyMap<string, Definition>,
  person: CodeIdentity,
  { backend: name, answers = [] }: SignInOptions,
): Promise<SignedInVisitor<User>> {
  const { services } = site.app
  const definition = requireDefinition(definitions, name)
  const { policy } = services.backends.registry.require(definition.name)
  const sheet = new AnswerSheet(answers)
  const recorder = new SignInRecorder()
  recorder.recordSignIn(definition.name, 'browser')
  const request = {
    identity: toKitIdentity(person, definition, site.clock()),
    policy,
    intent: 'sign-in',
    kind: 'browser',
    clientInfo: { userAgent: 'portcullis/testing', address: '127.0.0.1' },
  } as const
  for (;;) {
    const outcome = await completeSignIn(services, { ...request, answers: sheet.answers }, recorder, () => {
      // Inside the transaction, so that a test with a mistake leaves no user behind.
      sheet.requireAllUsed()
      return Promise.resolve()
    })
    if (outcome instanceof Halt) {
      sheet.answer(outcome)
      continue
    }
    await site.events.waitForListeners()
    const user = toPublicUser(outcome.user, site.extensions.user)
    return toVisitor(
      user,
      outcome.value,
      services.http.sessionCookie,
      new URL(site.settings.baseUrl).hostname,
    )
  }
}

/** @throws Error with an option that does not exist, which a program in JavaScript would not notice otherwise */
export function requireKnownOptions(name: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((option) => !known.includes(option))
  if (unknown !== undefined)
    throw new Error(
      `${name}: there is no option ${JSON.stringify(unknown)}. The options are ${known.join(', ')}.`,
    )
}

function requireDefinition(
  definitions: ReadonlyMap<string, Definition>,
  name: string | undefined,
): Definition {
  const [first] = definitions.values()
  const definition = name === undefined ? first : definitions.get(name)
  if (definition !== undefined) return definition
  if (name === undefined)
    throw new Error('kit.signIn: the configuration has no backend. Add one to "backends", also for tests.')
  throw unknownBackendError('kit.signIn', name, definitions.keys())
}

/** The error for the name of a backend that the configuration does not have. */
export function unknownBackendError(caller: string, name: string, known: Iterable<string>): Error {
  const names = [...known].map((each) => JSON.stringify(each)).join(', ')
  return new Error(
    `${caller}: the configuration has no backend ${JSON.stringify(name)}${names === '' ? '' : `; it has ${names}`}.`,
  )
}

/** The identity that the provider of this backend would have proven now. */
function toKitIdentity(person: CodeIdentity, definition: Definition, now: Date): Identity {
  const identity = readIdentity(person, { label: 'kit.signIn', definition, tokens: null })
  return {
    authenticatedAt: now,
    ...identity,
    ...(definition.kind === 'oidc' ? issuedBy(person, definition) : {}),
  }
}

/** The subject and the issuer, as they follow from the claims of an ID Token. */
function issuedBy(person: CodeIdentity, definition: OidcDefinition): Partial<Identity> {
  const { issuerTemplate, subjectClaims } = definition
  const tenant = issuerTemplate === null ? null : tenantClaim(person, definition)
  const claims = { ...person.claims, ...tenant, sub: person.subject }
  return {
    subject: readAccountSubject(claims, subjectClaims, 'kit.signIn'),
    ...(issuerTemplate === null || tenant === null
      ? {}
      : { issuer: tenantIssuer(issuerTemplate, tenant.tid) }),
  }
}

function toVisitor(
  user: User,
  token: string,
  { name, domain, path, secure, sameSite }: CookieAttributes,
  hostname: string,
): SignedInVisitor<User> {
  const cookie: KitCookie = {
    name,
    value: token,
    domain: domain ?? hostname,
    path,
    secure,
    httpOnly: true,
    sameSite: SAME_SITE[sameSite],
  }
  return { user, headers: { cookie: `${name}=${token}` }, bearer: token, cookies: [cookie] }
}
