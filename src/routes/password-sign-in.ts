import type { Context } from 'koa'
import { enter } from '../entry/enter.js'
import { PortcullisError } from '../errors.js'
import type { Credentials, PasswordBackend } from '../passwords/password-backend.js'
import { Halt } from '../pipeline/pipeline.js'
import type { Opened } from '../session/opening.js'
import { notesOf } from '../web/context.js'
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
  const visit = visitOf(parts, ctx)
  const proven = await backend.identify({ ...typed, address: visit.address })
  const opening = { kind: 'browser', visit, replaces: parts.carrier.token(ctx) } as const
  const entrant = { ...proven, intent: 'sign-in', current: null, ...opening } as const
  const outcome = await enter(parts, entrant, notesOf(ctx).trace)
  if (outcome instanceof Halt) {
    throw new PortcullisError('internal', { detail: `a password sign-in halted: ${outcome.because}` })
  }
  await parts.carrier.carry(ctx, outcome)
  return outcome
}
