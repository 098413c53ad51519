import type { Context } from 'koa'
import type { CurrentSession } from '../../session/current.js'
import type { AdminLayout } from '../../views/index.js'
import { toUserSummary } from '../face.js'
import { readFlash } from '../notices.js'

/** What every page of administrators has around it. */
export function adminLayout(
  ctx: Context,
  { user, csrf }: Pick<CurrentSession, 'user' | 'csrf'>,
  section: AdminLayout['section'],
): AdminLayout {
  const summary = toUserSummary(user)
  return { user: summary, section, csrf, notice: readFlash(ctx) }
}
