import type { Context } from 'koa'
import { type AfterSignIn, completeSignIn } from '../entry/enter.js'
import type { Identity } from '../identity.js'
import type { Credentials, PasswordBackend } from '../passwords/password-backend.js'
import { Halt } from '../pipeline/pipeline.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../policy.js'
import type { OpenedSession } from '../session/opening.js'
import { timed, recordSignIn, requestContext } from '../web/context.js'
import { pauseSignIn } from './continue/pause.js'
import { type Services, redirect, clientInfo } from './parts.js'

/** Somebody whom this house itself has identified. */
export interface PasswordSignIn {
  readonly identity: Identity
  readonly epoch?: number
  /** The argon2id hash of the password of somebody new. */
  readonly passwordHash?: string
}

/**
 * Whose name and password these are, noted as a sign-in of this browser.
 * @throws PortcullisError as `identify` does
 */
export function verifyPassword(
  services: Services,
  ctx: Context,
  backend: PasswordBackend,
  credentials: Omit<Credentials, 'address'>,
): Promise<PasswordSignIn> {
  const { address } = clientInfo(services, ctx)
  recordSignIn(ctx, PASSWORD_BACKEND, 'browser')
  return timed(ctx, 'password', async () => {
    const { identity, epoch } = await backend.verify({ ...credentials, address })
    return { identity, epoch }
  })
}

/**
 * Signs this browser in and sends it to `next`, or to the page that asks a question first.
 * @throws PortcullisError as the pipeline does
 */
export async function signInWithPassword(
  services: Services,
  ctx: Context,
  verified: PasswordSignIn,
  returnTo: string,
): Promise<void> {
  const outcome = await completePasswordSignIn(services, ctx, verified)
  const isHalted = outcome instanceof Halt
  redirect(
    ctx,
    isHalted
      ? await pauseSignIn(services, ctx, outcome, { intent: 'sign-in', returnTo, ...verified })
      : returnTo,
  )
}

/**
 * Signs this browser in as somebody whom this house itself has identified, and gives it the cookie.
 * @throws PortcullisError as the pipeline does
 */
export async function completePasswordSignIn(
  services: Services,
  ctx: Context,
  { passwordHash, ...verified }: PasswordSignIn,
): Promise<OpenedSession | Halt> {
  const sessionOptions = {
    kind: 'browser',
    clientInfo: clientInfo(services, ctx),
    replacesToken: services.httpSessions.token(ctx),
  } as const
  const signInRequest = {
    policy: PASSWORD_POLICY,
    intent: 'sign-in',
    current: null,
    ...verified,
    ...sessionOptions,
  } as const
  const afterSignIn = passwordHash === undefined ? undefined : storePassword(passwordHash, services.clock())
  const context = requestContext(ctx)
  const signIn = context.signIn ?? recordSignIn(ctx, PASSWORD_BACKEND, 'browser')
  const outcome = await timed(ctx, 'pipeline', () =>
    completeSignIn(services, signInRequest, context.trace, afterSignIn),
  )
  if (outcome instanceof Halt) return outcome
  signIn.userId = outcome.user.id
  await services.httpSessions.attach(ctx, outcome)
  return outcome
}

/**
 * Makes a password that of a new user, in the very transaction that makes the user. The account is named for the user,
 * whose address may change.
 */
export function storePassword(hash: string, now: Date): AfterSignIn {
  return async (tx, { user, account }) => {
    await tx.setPassword(user.id, hash, now)
    const { username: label } = user
    await tx.updateAccount(account.id, { label, tokens: null, extraData: '{}', lastLoginAt: now })
  }
}
