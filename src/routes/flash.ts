import type { Context } from 'koa'
import { queryParam } from './services.js'

/** What a page says about the form that led to it. The address carries the key only, so nobody can put words there. */
const FLASH_MESSAGES = {
  'session-ended': 'That session has ended.',
  'session-gone': 'That session had ended before.',
  'others-ended': 'You are signed out everywhere else.',
  'all-ended': 'You are signed out everywhere, here too.',
  'email-changed': 'Your e-mail address is changed.',
  'password-saved': 'Your password is saved. You are signed out everywhere else.',
  'provider-saved': 'Saved, but not in use yet. Next: the test sign-in.',
  'provider-enabled': 'In use now. It shows on the sign-in page within two seconds, on every process.',
  'provider-disabled': 'Switched off. Nobody signs in with it any more; accounts and sessions stay.',
  'provider-deleted': 'Deleted.',
  'provider-passed': 'The test sign-in went well. This version can be used now.',
  'provider-failed': 'The test sign-in did not go well. The report says what happened and what to do.',
  disconnected: 'That account is disconnected. Other sessions that it had opened have ended.',
  'not-revoked':
    'That account is disconnected here. Its provider could not be told, so it may still list this site among the apps you use; you can remove it there.',
  'user-disabled': 'The user is disabled, and signed out everywhere.',
  'user-enabled': 'The user may sign in again.',
  'user-signed-out': 'The user is signed out everywhere.',
  'account-disconnected': 'The account is disconnected, and the sessions that it had opened have ended.',
  'account-not-revoked':
    'That account is disconnected. The provider could not be told, so tokens that it gave out may go on to work there.',
  'admin-granted': 'The user is an administrator now.',
  'admin-revoked': 'The user is no administrator any more.',
} as const

export type FlashCode = keyof typeof FLASH_MESSAGES

/** The text that the address of this page asks for, or null. */
export function readFlash(ctx: Context): string | null {
  const code = queryParam(ctx, 'notice')
  return Object.entries(FLASH_MESSAGES).find(([key]) => key === code)?.[1] ?? null
}

/** The address of a page that is to say this; `path` has no query. */
export function withFlash(path: string, code: FlashCode): string {
  return `${path}?notice=${code}`
}
