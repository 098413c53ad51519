import type Router from 'koa-router'
import type { Context } from 'koa'
import type { Attempt } from '../attempt.js'
import type { Backend } from '../backends/backend.js'
import { isSilent, NobodySignedIn } from '../backends/silent.js'
import { enter } from '../entry/enter.js'
import { PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import { safeNext } from '../next.js'
import { Halt } from '../pipeline/pipeline.js'
import { inPhase, notesOf } from '../web/context.js'
import { allowOwnFrames } from '../web/headers.js'
import { requireQuietNavigation } from '../web/navigation.js'
import { backendNamed, beginAttempt } from './begin.js'
import { page, type Parts, queryParameter, seeOther, visitOf } from './parts.js'

type Outcome = 'signed-in' | 'nobody'

/** The sign-in that asks a provider silently, mostly in a hidden frame of one of our own pages, and its quiet end. */
export function silentRoutes(router: Router, parts: Parts): void {
  router.get('/login/:backend/silent', async (ctx) => {
    requireQuietNavigation(ctx)
    allowOwnFrames(ctx)
    const backend = backendNamed(parts, ctx.params['backend'])
    if (!isSilent(backend))
      throw new PortcullisError('unknown_backend', { detail: `${backend.name} is not "silent": true` })
    const wanted = queryParameter(ctx, 'next')
    const next = wanted === null ? endOf(parts, backend.name) : safeNext(wanted, parts.site)
    // Whoever is signed in stays who they are: a frame that nobody sees must not change that.
    if (await parts.carrier.load(ctx)) {
      leave(parts, ctx, { backend: backend.name, next }, 'signed-in')
      return
    }
    seeOther(ctx, await beginAttempt(parts, ctx, { backend, intent: 'silent', userId: null, next }))
    ctx.status = 302
  })

  router.get('/login/:backend/silent/end', (ctx) => {
    allowOwnFrames(ctx)
    backendNamed(parts, ctx.params['backend'])
    const signedIn = queryParameter(ctx, 'outcome') === 'signed-in'
    page(ctx, parts.views.render({ name: 'silent-end', signedIn }))
  })
}

/**
 * The end of a silent attempt that has come back: a session, or quietly none. A step that has a question for the person
 * ends quietly too, and nothing of it is kept.
 * @throws PortcullisError for whatever is really wrong
 */
export async function finishSilently(
  parts: Parts,
  ctx: Context,
  backend: Backend,
  attempt: Attempt,
  callback: URLSearchParams,
): Promise<void> {
  allowOwnFrames(ctx)
  // Signed in in another tab meanwhile.
  if (await parts.carrier.load(ctx)) {
    noNews(ctx)
    leave(parts, ctx, attempt, 'signed-in')
    return
  }
  const identity = await inPhase(ctx, 'provider', (calls) =>
    quietly(backend.finish(callback, attempt, calls)),
  )
  const outcome = identity && (await inPhase(ctx, 'pipeline', () => opened(parts, ctx, backend, identity)))
  if (outcome === null || outcome instanceof Halt) {
    noNews(ctx)
    leave(parts, ctx, attempt, 'nobody')
    return
  }
  const { signIn } = notesOf(ctx)
  if (signIn) signIn.userId = outcome.user.id
  await parts.carrier.carry(ctx, outcome)
  leave(parts, ctx, attempt, 'signed-in')
}

/** Nobody has signed in by this, so neither metrics nor trace count it; a page may ask as often as it likes. */
function noNews(ctx: Context): void {
  const { signIn } = notesOf(ctx)
  if (signIn) signIn.kind = null
}

function opened(parts: Parts, ctx: Context, { policy }: Backend, identity: Identity) {
  const entrant = { identity, policy, intent: 'sign-in', current: null } as const
  const opening = { kind: 'browser', visit: visitOf(parts, ctx), replaces: parts.carrier.token(ctx) } as const
  return enter(parts, { ...entrant, ...opening }, notesOf(ctx).trace)
}

async function quietly(identity: Promise<Identity>): Promise<Identity | null> {
  try {
    return await identity
  } catch (error) {
    if (error instanceof NobodySignedIn) return null
    throw error
  }
}

function endOf(parts: Parts, backend: string): string {
  return `${parts.site.basePath}/login/${backend}/silent/end`
}

/** A page of ours says how it ended in its address; one that was wished for as `next` stays as it is. */
function leave(
  parts: Parts,
  ctx: Context,
  { backend, next }: Pick<Attempt, 'backend' | 'next'>,
  outcome: Outcome,
): void {
  seeOther(
    ctx,
    next === endOf(parts, backend) ? `${next}?${new URLSearchParams({ outcome }).toString()}` : next,
  )
}
