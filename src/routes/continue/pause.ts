import type { Context } from 'koa'
import type { SignInIntent } from '../../attempt.js'
import type { Identity } from '../../identity.js'
import type { PartialState } from '../../partials/waiting.js'
import { NO_ANSWERS } from '../../pipeline/answers.js'
import type { Halt } from '../../pipeline/pipeline.js'
import { requestContext } from '../../web/context.js'
import { type Services, clientInfo } from '../parts.js'
import { sendCodeIfNeeded } from './code.js'

/** What a sign-in was about when it halted. */
export interface PauseOptions {
  readonly identity: Identity
  readonly intent: SignInIntent
  readonly returnTo: string
  /** Of an administrator's backend. */
  readonly version?: number | null
  readonly epoch?: number
  /** For a new user with a password. */
  readonly passwordHash?: string
}

/**
 * Keeps a sign-in that halted, for this browser, and sends what its question needs. Nobody is signed in.
 * @returns the address of the page that asks
 */
export async function pauseSignIn(
  services: Services,
  ctx: Context,
  halt: Halt,
  {
    passwordHash = null,
    version = null,
    ...options
  }: Omit<PauseOptions, 'passwordHash'> & { passwordHash?: string | null },
): Promise<string> {
  const { reference } = requestContext(ctx)
  recordHalt(ctx, halt)
  const { userAgent, address } = clientInfo(services, ctx)
  const state: PartialState = {
    ...(await withEpoch(services, options)),
    question: halt.question,
    answers: { ...NO_ANSWERS, confirmed: [] },
    passwordHash,
    signedInUserId: (await services.httpSessions.load(ctx))?.user.id ?? null,
    emailedCode: null,
    origin: { userAgent, address },
  }
  const browserId = services.browserCookie.ensureCookie(ctx)
  const token = await services.partials.create({ reference, version }, state, browserId)
  await sendCodeIfNeeded(services, ctx, await services.partials.find(token, browserId))
  return continueUrl(services, token)
}

/** If all sessions of whom it is about are ended while it waits, what they have proven before is worth nothing any more. */
async function withEpoch<T extends Pick<PauseOptions, 'identity' | 'epoch'>>(
  { store }: Services,
  options: T,
): Promise<T> {
  const { identity, epoch } = options
  if (epoch !== undefined) return options
  const account = await store.findAccount(identity.backend, identity.subject)
  return account === null ? options : { ...options, epoch: account.user.sessionEpoch }
}

/** Notes that this request ended with a question. */
export function recordHalt(ctx: Context, { questionType }: Pick<Halt, 'questionType'>): void {
  requestContext(ctx).haltedOn = questionType
}

/** The page of a paused sign-in. */
export function continueUrl({ site }: Pick<Services, 'site'>, token: string): string {
  return `${site.basePath}/continue/${token}`
}
