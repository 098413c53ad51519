import type { Context } from 'koa'
import type { Attempt, AttemptIntent } from '../attempt.js'
import type { Backend } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { inPhase, noteSignIn, notesOf } from '../web/context.js'
import type { Parts } from './parts.js'

/** The backend of this name. @throws PortcullisError unknown_backend */
export function backendNamed(parts: Parts, name: unknown): Backend {
  const backend = typeof name === 'string' ? parts.registry.get(name) : null
  if (!backend) throw unknownBackend('no backend has this name')
  return backend
}

function unknownBackend(detail: string): PortcullisError {
  return new PortcullisError('unknown_backend', { detail })
}

/**
 * The backend that an attempt began with, in that very version, whatever was put into use since.
 * @throws PortcullisError unknown_backend when it was deleted, backend_disabled when it was switched off meanwhile
 */
export async function backendOf(
  parts: Pick<Parts, 'registry' | 'added'>,
  { backend: name, version }: Pick<Attempt, 'backend' | 'version'>,
): Promise<Backend> {
  const live = parts.registry.get(name)
  if (live && (live.version ?? null) === version) return live
  const begun = version === null ? null : await parts.added.at(name, version)
  if (version === null || !begun) throw unknownBackend('the backend of this attempt is not there any more')
  if (!begun.enabled) throw new PortcullisError('backend_disabled', { detail: `${name} was switched off` })
  const newer = live?.version
  // The account would be found by its subject, which another issuer gives to somebody else.
  if (newer !== undefined && !(await parts.added.haveOneIssuer(name, version, newer)))
    throw new PortcullisError('backend_disabled', { detail: `${name} has another issuer by now` })
  return begun.backend
}

/** Begins a trip to the provider for this browser, and returns where to send it. Stores nothing if that fails. */
export async function beginAttempt(
  parts: Pick<Parts, 'attempts' | 'browser' | 'metrics'>,
  ctx: Context,
  wish: {
    readonly backend: Backend
    readonly intent: AttemptIntent
    readonly userId: string | null
    readonly next: string
    readonly loginHint?: string | null
  },
): Promise<string> {
  const attempt = parts.attempts.prepare({
    ...wish,
    backend: wish.backend.name,
    version: wish.backend.version ?? null,
  })
  const notes = notesOf(ctx)
  const { backend, intent, userId } = attempt
  noteSignIn(ctx, backend, 'browser', { kind: null, begins: true, intent, userId })
  notes.reference = attempt.reference
  if (wish.intent === 'silent') notes.again = againPath(attempt.backend, null)
  if (wish.intent === 'sign-in') notes.again = againPath(attempt.backend, attempt.next)
  const url = await inPhase(ctx, 'begin', (calls) => wish.backend.begin(attempt, calls))
  await parts.attempts.begin(attempt, parts.browser.ensure(ctx, attempt.state))
  parts.metrics.attempt(attempt.backend, attempt.intent)
  return url.href
}

/** Where "start again" leads: the same provider, and afterwards the same page. */
export function againPath(backend: string, next: string | null): string {
  const path = `/login/${backend}`
  return next === null ? path : `${path}?${new URLSearchParams({ next }).toString()}`
}
