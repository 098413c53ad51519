import type { Context } from 'koa'
import { en } from '../locales/en.js'
import type { MessageKey } from '../locales/messages.js'
import { translatorOf } from '../middleware/language.js'
import type { Notice } from '../pages/render.js'
import { queryParam, type Services } from './services.js'

/**
 * A message about the form that led to a page. The URL contains only the key, so a link cannot put other words there.
 */
export type FlashCode = MessageKey extends infer K ? (K extends `flash.${infer Code}` ? Code : never) : never

function isFlashKey(key: string): key is `flash.${FlashCode}` {
  return key.startsWith('flash.') && Object.hasOwn(en, key)
}

/** Messages about something that did not happen, or that leaves something to do; all others say what was done. */
const OTHER_KINDS: ReadonlyMap<string, Notice['kind']> = new Map([
  ['flash.provider-failed', 'bad'],
  ['flash.mail-failed', 'bad'],
  ...['session-gone', 'not-revoked', 'account-not-revoked', 'account-deleted-not-revoked'].map(
    (code) => [`flash.${code}`, 'hint'] as const,
  ),
  ...['admin-revoked-listed', 'admin-given-up-listed', 'user-deleted-not-revoked'].map(
    (code) => [`flash.${code}`, 'hint'] as const,
  ),
])

/** The forms that undo something, by the message about it; a page has those that would change something now. */
export type UndoForms = Readonly<Partial<Record<FlashCode, Notice['undo']>>>

/** The message that the URL of this page asks for, in the language of the person; or null. */
export function readFlash(ctx: Context, undoForms: UndoForms = {}): Notice | null {
  const code = queryParam(ctx, 'notice') ?? ''
  const key = `flash.${code}`
  if (!isFlashKey(key)) return null
  const undo = new Map(Object.entries(undoForms)).get(code)
  const notice = { text: translatorOf(ctx).t(key), kind: OTHER_KINDS.get(key) ?? 'done' } as const
  return undo === undefined ? notice : { ...notice, undo }
}

/** The message for a browser whose session was ended elsewhere: it still has the cookie, which its own sign-out removes. */
export function readSignedOut({ http }: Pick<Services, 'http'>, ctx: Context): Notice | null {
  return http.sessions.token(ctx) === null
    ? null
    : { text: translatorOf(ctx).t('flash.signed-out'), kind: 'hint' }
}

/** The URL of a page that shows this message; `path` has no query. */
export function withFlash(path: string, code: FlashCode): string {
  return `${path}?notice=${code}`
}
