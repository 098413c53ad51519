import type { Context } from 'koa'
import type { Paused } from '../../partials/partials.js'
import type { Current } from '../../session/current.js'
import { type Parts, requireForm, seeOther } from '../parts.js'
import { isRecent } from '../recent-login.js'
import { goOn } from './go-on.js'
import { addressOf } from './pause.js'

/** Whether this person has signed in since they were asked to, and not long ago: a session of before proves nothing. */
export function hasProven(
  { now }: Pick<Parts, 'now'>,
  current: Pick<Current, 'session'>,
  { createdAt }: Pick<Paused, 'createdAt'>,
): boolean {
  return current.session.authenticatedAt >= createdAt && isRecent(current, now())
}

/**
 * Connects the identity that waits to the person who has signed in meanwhile and agrees. They may be somebody else than
 * the owner of the address, which the page has told them: it is their own account that gets another way in.
 */
export async function connectProven(
  parts: Parts,
  ctx: Context,
  token: string,
  paused: Paused,
): Promise<void> {
  // The form is that of the session whose account was shown: with another one it proves nothing.
  const current = requireForm(parts, ctx)
  if (!hasProven(parts, current, paused)) {
    seeOther(ctx, addressOf(parts, token))
    return
  }
  const decided = { intent: 'connect', visitorId: current.user.id } as const
  await goOn(parts, ctx, token, await parts.partials.change(paused, decided))
}
