import type { Context } from 'koa'
import type { Attempt } from '../attempt.js'
import { AttemptRejectedError } from '../attempts/refusal.js'
import { PortcullisError } from '../errors.js'
import { recordSignIn, requestContext } from '../web/context.js'
import { singleParam } from '../web/forms.js'
import { retryPath, requireBackend } from './begin.js'
import { type Services, redirect } from './parts.js'

/**
 * What an answer to no attempt means: where no backend has the name, that is the reason. It is asked for last, since a
 * test login may come back to a backend that is not in use.
 */
export async function withBackendCheck<T>(
  services: Services,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isUnknownAttempt = error instanceof PortcullisError && UNKNOWN_ATTEMPT_CODES.has(error.code)
    if (isUnknownAttempt) requireBackend(services, name)
    throw error
  }
}

const UNKNOWN_ATTEMPT_CODES: ReadonlySet<string> = new Set([
  'attempt_unknown',
  'callback_invalid',
  'wrong_content_type',
])

/** Uses the attempt up, or sends a visitor home whose other tab, or double click, was faster. */
export async function consumeCallback(
  services: Services,
  ctx: Context,
  name: string,
  query: URLSearchParams,
): Promise<{ attempt: Attempt; callback: URLSearchParams } | null> {
  const state = readState(query)
  const browserIds = services.browserCookie.readIds(ctx, state)
  try {
    const { attempt, startedAt, formPostParams } = await services.attempts.consume({
      state,
      backend: name,
      browserIds,
    })
    services.browserCookie.forgetState(ctx, state)
    const context = requestContext(ctx)
    context.reference = attempt.reference
    context.retryPath = retryPathFor(attempt)
    recordAttempt(ctx, attempt, startedAt)
    return { attempt, callback: formPostParams ?? query }
  } catch (error) {
    if (!(error instanceof AttemptRejectedError)) throw error
    if (error.reference !== null) requestContext(ctx).reference = error.reference
    requestContext(ctx).retryPath = retryPath(name, error.returnTo)
    if (!error.sameBrowser || error.returnTo === null || !(await services.httpSessions.load(ctx))) throw error
    redirect(ctx, error.returnTo)
    requestContext(ctx).signIn = null
    return null
  }
}

function retryPathFor({ intent, backend, returnTo }: Attempt): string {
  if (intent === 'connect') return '/account'
  if (intent === 'test') return `/admin/providers/${backend}`
  return retryPath(backend, intent === 'silent' ? null : returnTo)
}

/** Notes the sign-in. A name that nobody has given to a backend must not become one in the journal and the metrics. */
export function recordIfKnownBackend(
  services: Services,
  ctx: Context,
  name: string,
  details: Parameters<typeof recordSignIn>[3] = {},
): void {
  if (services.registry.get(name)) recordSignIn(ctx, name, 'browser', details)
}

// A test is no sign-in: it has a report and an event of its own.
function recordAttempt(ctx: Context, { backend, intent, userId }: Attempt, startedAt: Date): void {
  const context = requestContext(ctx)
  if (intent === 'test') {
    context.signIn = null
    return
  }
  const details = {
    intent,
    userId,
    begunAt: startedAt,
    eventKind: intent === 'connect' ? 'connected' : 'signed-in',
  } as const
  Object.assign(context.signIn ?? recordSignIn(ctx, backend, 'browser'), details)
}

/** The state of an answer. @throws PortcullisError callback_invalid */
export function readState(params: URLSearchParams): string {
  const state = singleParam(params, 'state', 200)
  if (state === null) throw new PortcullisError('callback_invalid', { detail: 'no state, or more than one' })
  return state
}
