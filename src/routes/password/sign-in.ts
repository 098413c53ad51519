import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Credentials, PasswordBackend } from '../../backends/password/backend.js'
import { PortcullisError } from '../../errors.js'
import { type Identity, PASSWORD_BACKEND, PASSWORD_POLICY } from '../../identity.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { recordSignIn, requestContext, timed } from '../../middleware/request-context.js'
import { allowFormRedirects } from '../../middleware/security-headers.js'
import { Halt } from '../../pipeline/pipeline.js'
import { type AfterSignIn, completeSignIn } from '../../pipeline/run.js'
import type { OpenedSession } from '../../sessions/session-store.js'
import { sanitizeReturnTo } from '../../site.js'
import { pauseSignIn } from '../continue/pause.js'
import { clientInfo, redirect, type Services } from '../services.js'
import { loginPage } from '../sign-in.js'
import { toFormError } from './form-errors.js'

const MAX_LOGIN_NAME_LENGTH = 320

/** The form of the login page, for a user name and a password. Not there when passwords are switched off. */
export function passwordLoginRoutes(router: Router, services: Services): void {
  const { password: passwordBackend } = services.backends
  if (passwordBackend === null) return

  // The origin guard keeps other sites from signing a visitor in to a stranger's account.
  router.post('/login', async (ctx) => {
    const form = readForm(ctx)
    const next = sanitizeReturnTo(singleParam(form, 'next'), services.site)
    const name = singleParam(form, 'username', MAX_LOGIN_NAME_LENGTH)
    const password = singleParam(form, 'password')
    const context = requestContext(ctx)
    context.retryPath = `/login?${new URLSearchParams({ next }).toString()}`
    context.renderError = (error, reference) => {
      const formError = toFormError(error, reference)
      return formError && loginPage(services, ctx, { next, username: name ?? '', error: formError })
    }
    allowFormRedirects(ctx)
    if (name === null || password === null) {
      throw new PortcullisError('bad_request', { detail: 'user name or password is missing' })
    }
    const verified = await verifyPassword(services, ctx, passwordBackend, { name, password })
    await signInWithPassword(services, ctx, verified, next)
  })
}

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
    replacesToken: services.http.sessions.token(ctx),
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
  await services.http.sessions.attach(ctx, outcome)
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
