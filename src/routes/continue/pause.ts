import type { Context } from 'koa'
import type { Intent } from '../../attempt.js'
import type { Identity } from '../../identity.js'
import type { Waiting } from '../../partials/waiting.js'
import { NO_ANSWERS } from '../../pipeline/answers.js'
import type { Halt } from '../../pipeline/pipeline.js'
import { notesOf } from '../../web/context.js'
import { type Parts, visitOf } from '../parts.js'
import { sendCodeIfWanted } from './code.js'

/** What a sign-in was about when it halted. */
export interface Interrupted {
  readonly identity: Identity
  readonly intent: Intent
  readonly next: string
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
export async function pause(
  parts: Parts,
  ctx: Context,
  halt: Halt,
  {
    passwordHash = null,
    version = null,
    ...interrupted
  }: Omit<Interrupted, 'passwordHash'> & { passwordHash?: string | null },
): Promise<string> {
  const { reference } = notesOf(ctx)
  noteHalt(ctx, halt)
  const { userAgent, address } = visitOf(parts, ctx)
  const waiting: Waiting = {
    ...(await withEpoch(parts, interrupted)),
    question: halt.question,
    answers: { ...NO_ANSWERS, confirmed: [] },
    passwordHash,
    visitorId: (await parts.carrier.load(ctx))?.user.id ?? null,
    mailed: null,
    begun: { userAgent, address },
  }
  const browserId = parts.browser.welcome(ctx)
  const token = await parts.partials.pause({ reference, version }, waiting, browserId)
  await sendCodeIfWanted(parts, ctx, await parts.partials.find(token, browserId))
  return addressOf(parts, token)
}

/** If all sessions of whom it is about are ended while it waits, what they have proven before is worth nothing any more. */
async function withEpoch<What extends Pick<Interrupted, 'identity' | 'epoch'>>(
  { store }: Parts,
  what: What,
): Promise<What> {
  const { identity, epoch } = what
  if (epoch !== undefined) return what
  const found = await store.findAccount(identity.backend, identity.subject)
  return found === null ? what : { ...what, epoch: found.user.sessionEpoch }
}

/** Notes that this request ended with a question. */
export function noteHalt(ctx: Context, { asks }: Pick<Halt, 'asks'>): void {
  notesOf(ctx).halted = asks
}

/** The page of a paused sign-in. */
export function addressOf({ site }: Pick<Parts, 'site'>, token: string): string {
  return `${site.basePath}/continue/${token}`
}
