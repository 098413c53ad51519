import type { Context } from 'koa'
import type { Attempt, AttemptIntent } from '../attempt.js'
import type { Backend } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { timed, recordSignIn, requestContext } from '../web/context.js'
import type { Services } from './parts.js'

/** The backend of this name. @throws PortcullisError unknown_backend */
export function requireBackend(services: Services, name: unknown): Backend {
  const backend = typeof name === 'string' ? services.registry.get(name) : null
  if (!backend) throw unknownBackendError('no backend has this name')
  return backend
}

function unknownBackendError(detail: string): PortcullisError {
  return new PortcullisError('unknown_backend', { detail })
}

/**
 * The backend that an attempt began with, in that very version, whatever was put into use since.
 * @throws PortcullisError unknown_backend when it was deleted, backend_disabled when it was switched off meanwhile
 */
export async function resolveBackend(
  services: Pick<Services, 'registry' | 'dynamicBackends'>,
  { backend: name, version }: Pick<Attempt, 'backend' | 'version'>,
): Promise<Backend> {
  const current = services.registry.get(name)
  if (current && (current.version ?? null) === version) return current
  const original = version === null ? null : await services.dynamicBackends.getVersion(name, version)
  if (version === null || !original)
    throw unknownBackendError('the backend of this attempt is not there any more')
  if (!original.enabled) throw new PortcullisError('backend_disabled', { detail: `${name} was switched off` })
  const currentVersion = current?.version
  // The account would be found by its subject, which another issuer gives to somebody else.
  if (
    currentVersion !== undefined &&
    !(await services.dynamicBackends.haveSameIssuer(name, version, currentVersion))
  )
    throw new PortcullisError('backend_disabled', { detail: `${name} has another issuer by now` })
  return original.backend
}

/** Begins a trip to the provider for this browser, and returns where to send it. Stores nothing if that fails. */
export async function startSignIn(
  services: Pick<Services, 'attempts' | 'browserCookie' | 'metrics'>,
  ctx: Context,
  options: {
    readonly backend: Backend
    readonly intent: AttemptIntent
    readonly userId: string | null
    readonly returnTo: string
    readonly loginHint?: string | null
  },
): Promise<string> {
  const attempt = services.attempts.prepare({
    ...options,
    backend: options.backend.name,
    version: options.backend.version ?? null,
  })
  const context = requestContext(ctx)
  const { backend, intent, userId } = attempt
  recordSignIn(ctx, backend, 'browser', { eventKind: null, isStart: true, intent, userId })
  context.reference = attempt.reference
  if (options.intent === 'silent') context.retryPath = retryPath(attempt.backend, null)
  if (options.intent === 'sign-in') context.retryPath = retryPath(attempt.backend, attempt.returnTo)
  const url = await timed(ctx, 'begin', (calls) => options.backend.begin(attempt, calls))
  await services.attempts.save(attempt, services.browserCookie.ensureId(ctx, attempt.state))
  services.metrics.attempt(attempt.backend, attempt.intent)
  return url.href
}

/** Where "start again" leads: the same provider, and afterwards the same page. */
export function retryPath(backend: string, next: string | null): string {
  const path = `/login/${backend}`
  return next === null ? path : `${path}?${new URLSearchParams({ next }).toString()}`
}
