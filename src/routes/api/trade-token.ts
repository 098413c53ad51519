import type { Context } from 'koa'
import { z } from 'zod'
import { chooseTradingBackend, type TradingBackend } from '../../backends/trading.js'
import { enter } from '../../entry/enter.js'
import { PortcullisError } from '../../errors.js'
import type { LimitRule } from '../../limits/limiter.js'
import { networkOf } from '../../limits/network-of.js'
import { Halt } from '../../pipeline/pipeline.js'
import { bearerOf } from '../../session/carrier.js'
import type { Opened } from '../../session/opening.js'
import { sessionObject } from '../../session/session-object.js'
import { inPhase, noteSignIn, notesOf } from '../../web/context.js'
import { type Parts, queryParameter, visitOf } from '../parts.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './session-object-schema.js'

/** Who sends tokens that are no good has us ask a provider about each; who sends good ones may go on. */
const FAILED_TRADES: LimitRule = { name: 'failed trades of an address', most: 60, windowMs: 300_000 }

export const tradeToken: Operation = {
  method: 'POST',
  path: '/api/session',
  summary: 'Trade a provider’s access token for a session',
  description:
    'The token alone decides who it is; a body is not looked at. No cookie is set: whoever wants one has all of its parts in the answer.',
  proofs: ['providerToken'],
  parameters: [
    {
      in: 'query',
      name: 'backend',
      description: 'The backend whose provider issued the token. Needed where the token does not tell.',
      schema: z.string(),
    },
  ],
  answers: { 200: { description: 'A new session.', schema: SessionObjectSchema } },
  errors: [
    ...(['bad_request', 'backend_required', 'trade_not_offered', 'invalid_token'] as const),
    ...([
      'insufficient_scope',
      'not_allowed',
      'registration_closed',
      'claim_missing',
      'user_disabled',
    ] as const),
    ...(['interaction_required', 'unknown_backend', 'too_many_requests'] as const),
    ...(['provider_misconfigured', 'trade_unavailable'] as const),
  ],
  handler: (parts) => async (ctx) => {
    try {
      ctx.body = sessionObject(parts.cookie, await limited(parts, ctx))
    } catch (error) {
      challenge(ctx, error)
      throw error
    }
  },
}

/** Counts a try before it is made, and takes that back unless the token, or whoever it is, was refused. */
async function limited(parts: Parts, ctx: Context): Promise<Opened> {
  const spent = await parts.limiter.spend(FAILED_TRADES, networkOf(visitOf(parts, ctx).address))
  try {
    const opened = await trade(parts, ctx)
    await spent.giveBack()
    return opened
  } catch (error) {
    // A provider that is down is nobody's failed try.
    const isRefusal = error instanceof PortcullisError && error.kind.status < 500
    if (!isRefusal) await spent.giveBack()
    throw error
  }
}

async function trade(parts: Parts, ctx: Context): Promise<Opened> {
  const { backend, accessToken } = asked(parts, ctx)
  const note = noteSignIn(ctx, backend.name, 'bearer')
  const identity = await inPhase(ctx, 'provider', (calls) => backend.trade.identify(accessToken, calls))
  const { policy } = backend
  const opening = { kind: 'bearer', visit: visitOf(parts, ctx) } as const
  const entrant = { identity, policy, intent: 'sign-in', current: null, ...opening } as const
  const outcome = await inPhase(ctx, 'pipeline', () => enter(parts, entrant, notesOf(ctx).trace))
  if (outcome instanceof Halt) {
    throw new PortcullisError('interaction_required', {
      detail: `the sign-in asks for ${outcome.asks}: ${outcome.because}`,
    })
  }
  note.userId = outcome.user.id
  return outcome
}

/** What the request asks for, as far as that can be told without asking the provider. */
function asked(parts: Parts, ctx: Context): { backend: TradingBackend; accessToken: string } {
  const accessToken = presentedToken(ctx)
  // A session of ours must never be shown to a provider.
  if (parts.sessions.tokenOf(accessToken) !== null) {
    throw new PortcullisError('invalid_token', { detail: 'the access token: it is a session of ours' })
  }
  const name = queryParameter(ctx, 'backend')
  if (name === null && new URLSearchParams(ctx.querystring).has('backend')) {
    throw new PortcullisError('bad_request', { detail: 'backend is named more than once, or is empty' })
  }
  return { backend: chooseTradingBackend(parts.registry, name, accessToken), accessToken }
}

/** The one bearer token in the header (RFC 6750 section 2.1); those in a form or a query are not looked at. */
function presentedToken(ctx: Context): string {
  const { rawHeaders } = ctx.req
  const headers = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'authorization')
  if (headers.length > 1) {
    throw new PortcullisError('bad_request', { detail: `${headers.length} Authorization headers` })
  }
  const token = bearerOf(ctx)
  if (token === undefined) throw new PortcullisError('invalid_token', { detail: 'no bearer token was sent' })
  if (token === '') throw new PortcullisError('bad_request', { detail: 'the bearer token is malformed' })
  return token
}

/** RFC 6750 section 3: what the client is to show, and what was wrong with what it has shown. */
function challenge(ctx: Context, error: unknown): void {
  if (!(error instanceof PortcullisError)) return
  const { code } = error
  if (code !== 'invalid_token' && code !== 'insufficient_scope') return
  const wasShown = bearerOf(ctx) !== undefined
  ctx.set('WWW-Authenticate', wasShown ? `Bearer error="${code}"` : 'Bearer')
}
