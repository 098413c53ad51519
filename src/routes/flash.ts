import type { Context } from 'koa'
import { queryParam } from './services.js'

/**
 * Messages about the form that led to a page. The URL contains only the key, so a link cannot put other words there.
 */
const FLASH_MESSAGES = {
  'session-ended': 'That session was signed out.',
  'session-gone': 'That session was already signed out.',
  'others-ended': 'You’re signed out on all other devices.',
  'all-ended': 'You’re signed out on all devices.',
  'account-deleted': 'Your account was deleted.',
  'account-deleted-not-revoked':
    'Your account was deleted. We couldn’t notify every provider, so one of them may still list this site among your connected apps. You can remove it there.',
  'email-changed': 'Your email address was changed.',
  'password-saved': 'Your password was saved. You’re signed out on all other devices.',
  'provider-saved': 'Saved, but not enabled yet. Next, test it.',
  'provider-enabled': 'Enabled. It appears on the sign-in page of every process within two seconds.',
  'provider-disabled': 'Disabled. People can no longer sign in with it; accounts and sessions remain.',
  'provider-deleted': 'Deleted.',
  'provider-version-discarded': 'The version was discarded.',
  'provider-passed': 'The test sign-in passed. You can enable this version now.',
  'provider-failed': 'The test sign-in failed. The report says what happened and what to do.',
  disconnected: 'The account was disconnected. Other sessions opened with it have ended.',
  'not-revoked':
    'The account was disconnected here. We couldn’t notify its provider, which may still list this site among your connected apps. You can remove it there.',
  'user-disabled': 'The user is disabled and signed out everywhere.',
  'user-enabled': 'The user can sign in again.',
  'user-signed-out': 'The user is signed out everywhere.',
  'account-disconnected': 'The account was disconnected, and sessions opened with it have ended.',
  'account-not-revoked':
    'The account was disconnected. We couldn’t notify the provider, so its tokens may still work there.',
  'account-moved': 'The account was moved, and the user who had it is signed out everywhere.',
  'email-freed': 'The address is free: the next person who proves it gets it.',
  'admin-granted': 'The user is now an administrator.',
  'admin-revoked': 'The user is no longer an administrator.',
  'admin-revoked-listed':
    'The user is no longer an administrator, but will be one again at the next sign-in, because the address is in ADMIN_EMAILS. Remove it there.',
} as const

export type FlashCode = keyof typeof FLASH_MESSAGES

/** The message that the URL of this page asks for, or null. */
export function readFlash(ctx: Context): string | null {
  const code = queryParam(ctx, 'notice')
  return Object.entries(FLASH_MESSAGES).find(([key]) => key === code)?.[1] ?? null
}

/** The URL of a page that shows this message; `path` has no query. */
export function withFlash(path: string, code: FlashCode): string {
  return `${path}?notice=${code}`
}
