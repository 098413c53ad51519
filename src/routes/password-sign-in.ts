import type { Context } from 'koa'
import { type Also, enter } from '../entry/enter.js'
import type { Identity } from '../identity.js'
import type { Credentials, PasswordBackend } from '../passwords/password-backend.js'
import { Halt } from '../pipeline/pipeline.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../policy.js'
import type { Opened } from '../session/opening.js'
import { inPhase, noteSignIn, notesOf } from '../web/context.js'
import { pause } from './continue/pause.js'
import { type Parts, seeOther, visitOf } from './parts.js'

/** Somebody whom this house itself has identified. */
export interface LocalEntrant {
  readonly identity: Identity
  readonly epoch?: number
  /** The argon2id hash of the password of somebody new. */
  readonly passwordHash?: string
}

/**
 * Whose name and password these are, noted as a sign-in of this browser.
 * @throws PortcullisError as `identify` does
 */
export function identifyByPassword(
  parts: Parts,
  ctx: Context,
  backend: PasswordBackend,
  typed: Omit<Credentials, 'address'>,
): Promise<LocalEntrant> {
  const { address } = visitOf(parts, ctx)
  noteSignIn(ctx, PASSWORD_BACKEND, 'browser')
  return inPhase(ctx, 'password', async () => {
    const { identity, epoch } = await backend.identify({ ...typed, address })
    return { identity, epoch }
  })
}

/**
 * Signs this browser in and sends it to `next`, or to the page that asks a question first.
 * @throws PortcullisError as the pipeline does
 */
export async function signInLocally(
  parts: Parts,
  ctx: Context,
  local: LocalEntrant,
  next: string,
): Promise<void> {
  const outcome = await enterLocally(parts, ctx, local)
  const halted = outcome instanceof Halt
  seeOther(ctx, halted ? await pause(parts, ctx, outcome, { intent: 'sign-in', next, ...local }) : next)
}

/**
 * Signs this browser in as somebody whom this house itself has identified, and gives it the cookie.
 * @throws PortcullisError as the pipeline does
 */
export async function enterLocally(
  parts: Parts,
  ctx: Context,
  { passwordHash, ...proven }: LocalEntrant,
): Promise<Opened | Halt> {
  const opening = { kind: 'browser', visit: visitOf(parts, ctx), replaces: parts.carrier.token(ctx) } as const
  const entrant = {
    policy: PASSWORD_POLICY,
    intent: 'sign-in',
    current: null,
    ...proven,
    ...opening,
  } as const
  const also = passwordHash === undefined ? undefined : keepPassword(passwordHash, parts.now())
  const notes = notesOf(ctx)
  const note = notes.signIn ?? noteSignIn(ctx, PASSWORD_BACKEND, 'browser')
  const outcome = await inPhase(ctx, 'pipeline', () => enter(parts, entrant, notes.trace, also))
  if (outcome instanceof Halt) return outcome
  note.userId = outcome.user.id
  await parts.carrier.carry(ctx, outcome)
  return outcome
}

/**
 * Makes a password that of a new user, in the very transaction that makes the user. The account is named for the user,
 * whose address may change.
 */
export function keepPassword(hash: string, now: Date): Also {
  return async (within, { user, account }) => {
    await within.setPassword(user.id, hash, now)
    const { username: label } = user
    await within.refreshAccount(account.id, { label, tokens: null, extraData: '{}', lastLoginAt: now })
  }
}
