import type { Context } from 'koa'
import { type Also, enter } from '../entry/enter.js'
import { PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import type { Credentials, PasswordBackend } from '../passwords/password-backend.js'
import { Halt } from '../pipeline/pipeline.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../policy.js'
import type { Opened } from '../session/opening.js'
import { inPhase, noteSignIn, notesOf } from '../web/context.js'
import { type Parts, visitOf } from './parts.js'

/**
 * Signs this browser in with a user name and a password, and gives it the cookie.
 * @throws PortcullisError as `identify` and the pipeline do
 */
export async function passwordSignIn(
  parts: Parts,
  ctx: Context,
  backend: PasswordBackend,
  typed: Omit<Credentials, 'address'>,
): Promise<Opened> {
  const { address } = visitOf(parts, ctx)
  noteSignIn(ctx, PASSWORD_BACKEND, 'browser')
  const proven = await inPhase(ctx, 'password', () => backend.identify({ ...typed, address }))
  return signInLocally(parts, ctx, proven)
}

/**
 * Signs this browser in as somebody whom this house itself has identified, and gives it the cookie.
 * @param also what becomes true together with the sign-in, in the same transaction
 * @throws PortcullisError as the pipeline does
 */
export async function signInLocally(
  parts: Parts,
  ctx: Context,
  proven: { readonly identity: Identity; readonly epoch?: number },
  also?: Also,
): Promise<Opened> {
  const opening = { kind: 'browser', visit: visitOf(parts, ctx), replaces: parts.carrier.token(ctx) } as const
  const entrant = {
    policy: PASSWORD_POLICY,
    intent: 'sign-in',
    current: null,
    ...proven,
    ...opening,
  } as const
  const outcome = await enter(parts, entrant, notesOf(ctx).trace, also)
  if (outcome instanceof Halt) {
    throw new PortcullisError('internal', { detail: `a password sign-in halted: ${outcome.because}` })
  }
  await parts.carrier.carry(ctx, outcome)
  return outcome
}
