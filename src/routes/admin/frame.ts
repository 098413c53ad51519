import type { Context } from 'koa'
import type { Current } from '../../session/current.js'
import type { AdminFrame } from '../../views/index.js'
import { faceOf } from '../face.js'
import { noticeOf } from '../notices.js'

/** What every page of administrators has around it. */
export function adminFrame(
  ctx: Context,
  { user, csrf }: Pick<Current, 'user' | 'csrf'>,
  section: AdminFrame['section'],
): AdminFrame {
  const face = faceOf(user)
  return { user: face, section, csrf, notice: noticeOf(ctx) }
}
