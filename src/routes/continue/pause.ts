import type { Context } from 'koa'
import type { SignInIntent, VersionKey } from '../../attempt.js'
import { PortcullisError } from '../../errors.js'
import type { PartialState } from '../../flows/partial-state.js'
import type { PausedSignIn } from '../../flows/partials.js'
import type { Identity } from '../../identity.js'
import { message } from '../../locales/messages.js'
import { parseEmailAddress } from '../../mail/email-address.js'
import { requestContext } from '../../middleware/request-context.js'
import { NO_ANSWERS } from '../../pipeline/facts.js'
import type { Halt } from '../../pipeline/pipeline.js'
import { mailLimits, redeemEmailCode, requireMail } from '../email-codes.js'
import { clientInfo, type Services } from '../services.js'
import { resolvePausedBackend } from './paused.js'

/** What a sign-in was about when it halted. */
export interface PauseOptions extends VersionKey {
  readonly identity: Identity
  readonly intent: SignInIntent
  readonly returnTo: string
  readonly epoch?: number | undefined
  /** For a new user with a password. */
  readonly passwordHash?: string | null
}

/**
 * Stores a sign-in that halted, for this browser, and sends the email that its question needs. The user is not signed
 * in.
 * @returns the path of the page that asks the question
 */
export async function pauseSignIn(
  services: Services,
  ctx: Context,
  halt: Halt,
  { identity, intent, returnTo, version, versionId, epoch, passwordHash = null }: PauseOptions,
): Promise<string> {
  const { reference } = requestContext(ctx).recorder
  const { userAgent, address } = clientInfo(services, ctx)
  const userEpoch = epoch ?? (await findUserEpoch(services, identity))
  const state: PartialState = {
    identity,
    intent,
    returnTo,
    passwordHash,
    ...(userEpoch === undefined ? {} : { epoch: userEpoch }),
    question: halt.question,
    answers: { ...NO_ANSWERS, confirmed: [], forms: {} },
    signedInUserId: (await services.http.sessions.load(ctx))?.user.id ?? null,
    emailedCode: null,
    origin: { userAgent, address },
  }
  const browserId = services.http.browserCookie.ensureCookie(ctx)
  const token = await services.flows.partials.create({ reference, version, versionId }, state, browserId)
  await sendCodeIfNeeded(services, ctx, await services.flows.partials.find(token, browserId))
  return continueUrl(services, token)
}

/** If all sessions of the user are ended while the sign-in waits, its proof does not count any more. */
async function findUserEpoch(
  { store }: Pick<Services, 'store'>,
  identity: Identity,
): Promise<number | undefined> {
  const match = await store.findAccount(identity)
  return match?.account ? match.user.sessionEpoch : undefined
}

/** The path of a paused sign-in. */
export function continueUrl({ site }: Pick<Services, 'site'>, token: string): string {
  return `${site.basePath}/continue/${token}`
}

/**
 * Sends a code to this address, and a link that does the same, for this paused sign-in only.
 * @throws PortcullisError too_many_requests
 */
export async function sendCode(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
  email: string,
): Promise<PausedSignIn> {
  const { mailQueue, emailTemplates, translatorFor } = requireMail(services)
  const to = parseEmailAddress(email)
  if (to === null) throw new PortcullisError('email_invalid', { detail: message('detail.address.notOne') })
  return services.rateLimiter.run(mailLimits(services, ctx, to), async () => {
    const replaces = paused.state.emailedCode?.handle ?? null
    const request = { purpose: 'continue', email: to, userId: null, data: paused.id, replaces } as const
    const { flowToken, code } = await services.flows.emailCodes.issue(request)
    const updated = await services.flows.partials.update(paused, {
      emailedCode: { handle: flowToken, email: to },
    })
    const owner = await services.store.findUserByTrustedEmail(to)
    const { summary } = await resolvePausedBackend(services, translatorFor(ctx, owner), paused)
    const path = `/continue/mail/${flowToken}/${code.replaceAll('-', '')}`
    mailQueue.enqueue({
      to,
      ...emailTemplates(ctx, owner).continueCode({ code, path, label: summary.label }),
    })
    return updated
  })
}

/**
 * Sends a code if the question needs one and none was sent. After too many codes, the page offers to send it later.
 */
export async function sendCodeIfNeeded(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
): Promise<void> {
  const { question, emailedCode } = paused.state
  if (question.type !== 'email-code' || emailedCode?.email === question.email) return
  try {
    await sendCode(services, ctx, paused, question.email)
  } catch (error) {
    if (!(error instanceof PortcullisError) || error.code !== 'too_many_requests') throw error
  }
}

/**
 * The address that the code in this form proves for this paused sign-in.
 * @throws PortcullisError code_wrong, code_rejected, bad_request
 */
export async function redeemPartialCode(
  services: Services,
  form: URLSearchParams,
  { id, state: { question } }: PausedSignIn,
  flowToken: string | null,
): Promise<string> {
  const { email, data } = await redeemEmailCode(services, form, { purpose: 'continue', flowToken })
  if (data !== id || question.type !== 'email-code' || question.email !== email)
    throw new PortcullisError('code_rejected', { detail: message('detail.code.otherSignIn') })
  return email
}
