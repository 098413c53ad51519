import type { Context } from 'koa'
import type { VersionKey } from '../attempt.js'
import { requestedLanguage } from '../middleware/language.js'
import { requestContext } from '../middleware/request-context.js'
import type { AccountLinked, WithUser } from '../pipeline/facts.js'
import { Halt } from '../pipeline/pipeline.js'
import { type AfterSignIn, completeSignIn, type VerifiedSignIn } from '../pipeline/run.js'
import type { OpenedSession } from '../sessions/session-store.js'
import { SHARED_SESSION_TTL_MS } from '../sessions/shared-computer.js'
import type { Queries } from '../store/store.js'
import { notifyAccessChange, notifyNewBrowser, remembersBrowsers } from './account-notices.js'
import { pauseSignIn } from './continue/pause.js'
import { clientInfo, redirect, type Services } from './services.js'

/** The cookie with the name of the backend of an account that was connected, until the account page says so. */
export const CONNECTED_FLASH = 'connected'

interface EmailProof {
  /** Whether the user has just proven to read the mailbox that a notice would go to. */
  readonly hasProvenEmail?: boolean
}

/**
 * The end of every sign-in of a browser, at a provider or with a password: completes it, and redirects to `returnTo`,
 * or to the page with the question on which it halted.
 * @param version of an administrator's backend; a paused sign-in continues with the same version
 * @throws PortcullisError with the code of the step that refused
 */
export async function finishSignIn(
  services: Services,
  ctx: Context,
  signIn: VerifiedSignIn & VersionKey & EmailProof & { readonly returnTo: string },
): Promise<void> {
  const outcome = await completeInBrowser(services, ctx, signIn)
  redirect(ctx, outcome instanceof Halt ? await pauseSignIn(services, ctx, outcome, signIn) : signIn.returnTo)
}

/**
 * Completes a sign-in of this browser, and sets the cookie of its session.
 * @param afterSignIn writes in the same transaction, once it is known whose sign-in it is
 * @returns the session, or the halt of a step that needs an answer first; then there is no session and no cookie
 * @throws PortcullisError with the code of the step that refused
 */
export async function completeInBrowser(
  services: Services,
  ctx: Context,
  { hasProvenEmail = false, ...signIn }: VerifiedSignIn & EmailProof,
  afterSignIn: AfterSignIn = () => Promise.resolve(),
): Promise<OpenedSession | Halt> {
  const { recorder } = requestContext(ctx)
  const { passwordHash = null } = signIn
  const isShared = services.http.sharedComputer.isShared(ctx)
  const request = {
    ...signIn,
    kind: 'browser',
    clientInfo: clientInfo(services, ctx),
    replacesToken: services.http.sessions.token(ctx),
    ...(isShared ? { maxLifetimeMs: SHARED_SESSION_TTL_MS } : {}),
    // Connecting an account is not a sign-in, and changes nothing else.
    language: signIn.intent === 'sign-in' ? requestedLanguage(ctx) : null,
  } as const
  const link = { isNewMethod: false, isNewUser: false }
  const outcome = await recorder.time('pipeline', () =>
    completeSignIn(services, request, recorder, async (tx, signedIn) => {
      // For a new user, the account is the first login method and no news.
      link.isNewUser = signedIn.linkedNow && signedIn.mayCreate
      link.isNewMethod = signedIn.linkedNow && !signedIn.mayCreate
      await afterSignIn(tx, signedIn)
      if (passwordHash !== null)
        await storePassword(tx, signedIn, { hash: passwordHash, now: services.clock() })
    }),
  )
  if (outcome instanceof Halt) return outcome
  if (link.isNewMethod) {
    const { backend } = signIn.identity
    const owner = signIn.connecting?.current.user ?? outcome.user
    notifyAccessChange(services, ctx, owner, { kind: 'connected', backend })
  } else if (signIn.intent === 'sign-in' && !link.isNewUser && !hasProvenEmail) {
    await notifyNewBrowser(services, ctx, outcome.user, signIn.identity)
  }
  await services.http.sessions.attach(ctx, outcome)
  if (remembersBrowsers(services) && !isShared) services.http.knownBrowsers.remember(ctx, outcome.user)
  if (signIn.intent === 'sign-in') {
    if (!isShared) services.http.rememberedBackend.remember(ctx, signIn.identity.backend)
  } else services.http.browserCookie.setFlash(ctx, CONNECTED_FLASH, signIn.identity.backend)
  return outcome
}

/** Stores the password of a new user. The account is labelled with the user name, because the address may change. */
async function storePassword(
  tx: Queries,
  { user, account }: WithUser & AccountLinked,
  { hash, now }: { readonly hash: string; readonly now: Date },
): Promise<void> {
  await tx.setPassword(user.id, hash, now)
  const details = { label: user.username, tokens: null, extraData: '{}', lastLoginAt: now }
  await tx.updateAccount(account.id, details)
}
