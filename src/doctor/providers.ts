import {
  describeChangedSubjects,
  describeForeignAccounts,
  findChangedSubjects,
  findForeignAccounts,
} from '../backends/account-issuers.js'
import { loadDynamicProviders } from '../backends/dynamic-providers.js'
import { probeBackend } from '../backends/create-backend.js'
import { type Definition, isMailMissing, isOnlyFunctions } from '../backends/definition/definition.js'
import { Encrypter } from '../crypto/encryption.js'
import { PortcullisError } from '../errors.js'
import { type Message, message } from '../locales/messages.js'
import { toAdvice } from '../provider-causes.js'
import { createHttpClient, type HttpFetch } from '../http-client/http-client.js'
import { describeProxies } from '../http-client/proxy.js'
import { canSendMail } from '../mail/queue.js'
import type { Settings } from '../settings/settings.js'
import type { Store } from '../store/store.js'
import { clockSkewFinding, type DoctorContext, failure, type Finding, pass, warning } from './finding.js'

const CHECK = 'providers'

/** Checks that each provider responds as a sign-in needs it, and compares its clock with ours. */
export async function checkProviders({
  definitions,
  settings,
  clock,
}: DoctorContext): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    definitions.map((definition) => checkProvider(definition, settings, clock)),
  )
  return [...checkProxies(settings), ...findings.flat()]
}

/**
 * Warns about each backend that exchanges the access tokens of every client. Without `audience`, introspection accepts
 * only tokens of our own client.
 */
export function checkTokenClients({ definitions }: Pick<DoctorContext, 'definitions'>): readonly Finding[] {
  return definitions
    .filter((each) => each.kind === 'oidc' && each.audience !== null && each.tokenClients === null)
    .map(({ name: subject }) =>
      warning(
        CHECK,
        'token_clients_missing',
        message('doctor.token_clients_missing.message'),
        message('doctor.token_clients_missing.advice'),
        { subject },
      ),
    )
}

/** Says that providers are called through a proxy, which then decides about addresses. */
function checkProxies({ network }: Pick<Settings, 'network'>): readonly Finding[] {
  const notice = describeProxies(network)
  return notice === null ? [] : [pass(CHECK, notice)]
}

async function checkProvider(
  definition: Definition,
  { allowInsecureIssuers: allowInsecure, network }: Pick<Settings, 'allowInsecureIssuers' | 'network'>,
  clock: () => Date,
): Promise<readonly Finding[]> {
  if (isOnlyFunctions(definition))
    return [
      pass(CHECK, message('doctor.providers.code', { issuer: definition.issuer }), {
        subject: definition.name,
      }),
    ]
  const { name: subject, issuer, timeout: callTimeoutMs } = definition
  const fetch = createHttpClient({ allowPrivate: allowInsecure, callTimeoutMs, ...network })
  const observed: { date: string | null } = { date: null }
  try {
    await probeBackend(definition, { fetch: withDateHeader(fetch, observed), allowInsecure, clock })
    const skew = clockSkewFinding(CHECK, issuer, observed.date, clock(), subject)
    return skew.length > 0 ? skew : [pass(CHECK, respondsText(definition), { subject })]
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    const problem = error.detailText ?? error.code
    const text = message('doctor.providers.problem', { issuer, problem })
    const finding = failure(CHECK, error.code, text, adviceFor(error), { subject })
    return [finding, ...clockSkewFinding(CHECK, issuer, observed.date, clock(), subject)]
  } finally {
    fetch.destroy()
  }
}

/** Says that a provider responds, and, where it is so, that it cannot tell how recently its users have signed in. */
function respondsText(definition: Definition): Message {
  const { issuer } = definition
  if (definition.kind !== 'oidc') return message('doctor.providers.oauth2', { issuer })
  return definition.reauthentication === 'auth_time'
    ? message('doctor.providers.oidc', { issuer })
    : message('doctor.providers.oidcWithoutTime', { issuer })
}

/** Wraps `fetch` to record the `Date` header of the latest response in `observed`. */
function withDateHeader(fetch: HttpFetch, observed: { date: string | null }): HttpFetch {
  const call: (...request: Parameters<HttpFetch>) => Promise<Response> = async (...request) => {
    const response = await fetch(...request)
    observed.date = response.headers.get('date')
    return response
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}

function adviceFor({ code, providerCause }: PortcullisError): Message {
  if (providerCause !== null) return toAdvice(providerCause)
  return code === 'provider_misconfigured'
    ? message('doctor.provider_misconfigured.advice')
    : message('doctor.provider_unavailable.advice')
}

const DEFINITIONS_CHECK = 'providers'

/** Reports each backend whose accounts other people could open. The server does not start with one. */
export async function checkAccountIssuers({
  definitions,
  settings,
  store,
}: DoctorContext): Promise<readonly Finding[]> {
  if (store === null) return []
  const foreign = await findForeignAccounts(store, definitions)
  const ofSettings = definitions.filter(({ name }) => Object.hasOwn(settings.rawBackends, name))
  const changed = await findChangedSubjects(store, ofSettings, settings)
  return [
    ...foreign.map((each) => {
      const { problem, advice } = describeForeignAccounts(each)
      return failure(DEFINITIONS_CHECK, 'issuer_changed', problem, advice, { subject: each.definition.name })
    }),
    ...changed.map((each) => {
      const { problem, advice } = describeChangedSubjects(each)
      return failure(DEFINITIONS_CHECK, 'subjects_changed', problem, advice, { subject: each.name })
    }),
  ]
}

/** Loads the enabled backends of `/admin`, with a failure for each one that cannot be used. */
export async function checkDynamicDefinitions(
  store: Store | null,
  settings: Settings,
): Promise<{ readonly definitions: readonly Definition[]; readonly findings: readonly Finding[] }> {
  if (store === null) return { definitions: [], findings: [] }
  const { encryptionKeys, allowInsecureIssuers } = settings
  const providers = await loadDynamicProviders(store, new Encrypter(encryptionKeys), { allowInsecureIssuers })
  const enabled = providers.filter(({ state }) => state === 'enabled')
  const definitions = enabled.flatMap(({ stored }) => stored.definition ?? [])
  const requiringMail = definitions.filter((definition) =>
    isMailMissing(definition, { canSendMail: canSendMail(settings) }),
  )
  const unreadable = enabled.flatMap(({ name, stored }) =>
    (stored.errors ?? []).map((problem) => unreadableFinding(name, problem)),
  )
  return { definitions, findings: [...unreadable, ...requiringMail.map(mailFinding)] }
}

function unreadableFinding(name: string, problem: Message): Finding {
  const text = message('doctor.definition_unreadable.message', { problem })
  const advice = message('doctor.definition_unreadable.advice')
  return failure(DEFINITIONS_CHECK, 'provider_misconfigured', text, advice, { subject: name })
}

function mailFinding({ name }: Definition): Finding {
  const text = message('errors.backend_needs_mail.message')
  const advice = message('errors.backend_needs_mail.advice')
  return failure(DEFINITIONS_CHECK, 'backend_needs_mail', text, advice, { subject: name })
}
