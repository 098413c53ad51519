import type { Context } from 'koa'
import { z } from 'zod'
import { type Attempt, isReauthentication } from '../../attempt.js'
import type { EmailLogin } from '../../backends/email/backend.js'
import { PortcullisError } from '../../errors.js'
import { AttemptRejectedError } from '../../flows/attempt-rejection.js'
import { ATTEMPT_TTL_MS, type AttemptOptions } from '../../flows/attempts.js'
import { SIGN_IN_CODE_TTL_MS } from '../../flows/email-codes.js'
import { EMAIL_BACKEND } from '../../identity.js'
import { requestContext } from '../../middleware/request-context.js'
import { clientInfo, redirect, type Services } from '../services.js'
import { retryPath } from '../sign-in.js'

const PURPOSE = 'sign-in'

const RequestSchema = z.object({
  /** The attempt of the browser that requested the code. */
  state: z.string(),
  /** Only a sign-in may continue in another browser. */
  isSignIn: z.boolean(),
  returnTo: z.string(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  requestedAt: z.coerce.date(),
})

/** What waits for the code in an email; stored encrypted with the code. */
export type EmailLoginRequest = Readonly<z.infer<typeof RequestSchema>>

/** The attempt that waits in this browser. */
export interface WaitingAttempt {
  readonly attempt: Attempt
  readonly startedAt: Date
}

/**
 * The attempt with this state, which must wait in this browser. Error pages lead to a new one.
 * @throws PortcullisError attempt_*
 */
export async function requireAttempt(
  { flows, http }: Pick<Services, 'flows' | 'http'>,
  ctx: Context,
  state: string,
): Promise<WaitingAttempt> {
  const context = requestContext(ctx)
  try {
    const browserIds = http.browserCookie.readIds(ctx, state)
    const waiting = await flows.attempts.peek({ state, backend: EMAIL_BACKEND, browserIds })
    const { reference, intent, returnTo } = waiting.attempt
    context.recorder.useReference(reference)
    context.retryPath = intent === 'connect' ? '/account' : retryPath(EMAIL_BACKEND, returnTo)
    return waiting
  } catch (error) {
    if (error instanceof AttemptRejectedError) context.retryPath = retryPath(EMAIL_BACKEND, error.returnTo)
    throw error
  }
}

/** Whether the attempt with this state waits in this browser, not in another one. @throws PortcullisError attempt_* */
export async function isOwnAttempt(services: Services, ctx: Context, state: string): Promise<boolean> {
  try {
    await requireAttempt(services, ctx, state)
    return true
  } catch (error) {
    if (error instanceof PortcullisError && error.code === 'attempt_wrong_browser') return false
    throw error
  }
}

/** The attempt, or another one in its place if a new code would be valid for longer than it. */
async function renewForCode(
  services: Services,
  ctx: Context,
  { attempt, startedAt }: WaitingAttempt,
): Promise<Attempt> {
  const ageMs = services.clock().getTime() - startedAt.getTime()
  if (ageMs + SIGN_IN_CODE_TTL_MS <= ATTEMPT_TTL_MS) return attempt
  return startAttempt(services, ctx, { ...attempt, isReauthentication: isReauthentication(attempt) })
}

/** Starts an attempt in this browser for what another attempt was for. */
export async function startAttempt(
  { flows, http }: Pick<Services, 'flows' | 'http'>,
  ctx: Context,
  purpose: AttemptOptions,
): Promise<Attempt> {
  const attempt = flows.attempts.prepare(purpose)
  await flows.attempts.save(attempt, http.browserCookie.ensureId(ctx, attempt.state))
  return attempt
}

/** Creates a code for this attempt. @param replaces the page's half of the code that it replaces */
export async function issueCode(
  services: Services,
  ctx: Context,
  waiting: WaitingAttempt,
  { email, replaces }: { readonly email: string; readonly replaces: string | null },
): Promise<{ readonly flowToken: string; readonly code: string }> {
  const { state, intent, returnTo } = await renewForCode(services, ctx, waiting)
  const request: EmailLoginRequest = {
    state,
    isSignIn: intent === 'sign-in',
    returnTo,
    ...clientInfo(services, ctx),
    requestedAt: services.clock(),
  }
  const data = JSON.stringify(request)
  return services.flows.emailCodes.issue({ purpose: PURPOSE, email, userId: null, data, replaces })
}

/** What waits for the code of this page. @throws PortcullisError code_rejected */
export async function peekRequest(
  { flows }: Pick<Services, 'flows'>,
  flowToken: string | null,
): Promise<{ readonly email: string; readonly request: EmailLoginRequest }> {
  const { email, data } = await flows.emailCodes.peek(codeLookup(flowToken))
  return { email, request: RequestSchema.parse(JSON.parse(data)) }
}

/** The code of this page. */
export function codeLookup<Token extends string | null>(flowToken: Token) {
  return { purpose: PURPOSE, flowToken } as const
}

/** Returns this browser to the callback, with the address that it has proven just now. */
export function complete(
  { clock }: Pick<Services, 'clock'>,
  ctx: Context,
  emailLogin: EmailLogin,
  { state, email }: { readonly state: string; readonly email: string },
): void {
  // The callback is the sign-in, and is recorded as one.
  requestContext(ctx).recorder.discardSignIn()
  redirect(ctx, emailLogin.completionUrl(state, { address: email, provenAt: clock() }))
}
