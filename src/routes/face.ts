import type { Context } from 'koa'
import type { User } from '../store/records.js'
import type { Face } from '../views/index.js'
import type { Parts } from './parts.js'

/** What to call a user on a page. */
export function displayName({ name, username }: Pick<User, 'name' | 'username'>): string {
  return name ?? username
}

/** A user as pages show them. */
export function faceOf(user: Pick<User, 'name' | 'username' | 'picture'>): Face {
  return { name: displayName(user), picture: user.picture }
}

/** Who is signed in in this browser, so shown; null when nobody is. */
export function visitorFace({ carrier }: Pick<Parts, 'carrier'>, ctx: Context): Face | null {
  const current = carrier.current(ctx)
  return current && faceOf(current.user)
}
