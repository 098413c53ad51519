import type { Context } from 'koa'
import type { AttemptIntent } from '../attempt.js'
import type { Backend } from '../backends/backend.js'
import { PortcullisError } from '../errors.js'
import { inPhase, noteSignIn, notesOf } from '../web/context.js'
import type { Parts } from './parts.js'

/** The backend of this name. @throws PortcullisError unknown_backend */
export function backendNamed(parts: Parts, name: unknown): Backend {
  const backend = typeof name === 'string' ? parts.registry.get(name) : null
  if (!backend) throw new PortcullisError('unknown_backend', { detail: 'no backend has this name' })
  return backend
}

/** Begins a trip to the provider for this browser, and returns where to send it. Stores nothing if that fails. */
export async function beginAttempt(
  parts: Parts,
  ctx: Context,
  wish: {
    readonly backend: Backend
    readonly intent: AttemptIntent
    readonly userId: string | null
    readonly next: string
    readonly loginHint?: string | null
  },
): Promise<string> {
  const attempt = parts.attempts.prepare({ ...wish, backend: wish.backend.name })
  const notes = notesOf(ctx)
  const { backend, intent, userId } = attempt
  noteSignIn(ctx, backend, 'browser', { kind: null, begins: true, intent, userId })
  notes.reference = attempt.reference
  if (wish.intent === 'silent') notes.again = againPath(attempt.backend, null)
  if (wish.intent === 'sign-in') notes.again = againPath(attempt.backend, attempt.next)
  const url = await inPhase(ctx, 'begin', () => wish.backend.begin(attempt))
  await parts.attempts.begin(attempt, parts.browser.ensure(ctx, attempt.state))
  parts.metrics.attempt(attempt.backend, attempt.intent)
  return url.href
}

/** Where "start again" leads: the same provider, and afterwards the same page. */
export function againPath(backend: string, next: string | null): string {
  const path = `/login/${backend}`
  return next === null ? path : `${path}?${new URLSearchParams({ next }).toString()}`
}
