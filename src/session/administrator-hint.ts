import type { Context } from 'koa'
import type { Session } from '../store/records.js'
import type { Carrier } from './carrier.js'
import { type CookieAttributes, readCookie, setCookie } from './cookies.js'

/**
 * Hints that an administrator has signed in with this browser. It proves nothing and opens nothing: it says only that
 * asking who is there may be worth a statement, on answers that do not ask by themselves.
 */
export function leaveAdministratorHint(
  ctx: Context,
  attributes: CookieAttributes,
  { expiresAt: expires }: Pick<Session, 'expiresAt'>,
): void {
  if (!isHinted(ctx, attributes))
    setCookie(ctx, attributes, { name: nameOf(attributes), value: '1', expires })
}

/** Whether an administrator is signed in; where that is not known yet, it is looked up only at a hint. */
export async function isAdministrator(
  ctx: Context,
  carrier: Pick<Carrier, 'current' | 'load'>,
  attributes: CookieAttributes,
): Promise<boolean> {
  const known = carrier.current(ctx)
  if (known !== null) return known.user.admin
  return isHinted(ctx, attributes) && (await carrier.load(ctx))?.user.admin === true
}

function isHinted(ctx: Context, attributes: CookieAttributes): boolean {
  return readCookie(ctx, nameOf(attributes)) !== undefined
}

function nameOf({ name }: CookieAttributes): string {
  return `${name}-admin`
}
