import type Router from 'koa-router'
import { z } from 'zod'
import { DEED_WORDS } from '../../journal/deed.js'
import type { EventRow } from '../../store/events.js'
import type { DeedLine } from '../../views/index.js'
import { page, type Parts } from '../parts.js'
import { requireAdmin } from './administrator.js'
import { adminFrame } from './frame.js'
import { cursorIn, cursorOf } from './paging.js'

const PAGE = 50
const Detail = z.record(z.string(), z.unknown())

/** What administrators have done: who, what and when. */
export function eventRoutes(router: Router, parts: Parts): void {
  router.get('/admin/events', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const before = cursorIn(ctx)
    const filter = { area: 'administration', ...(before === null ? {} : { before }) } as const
    const rows = await parts.store.events(filter, PAGE + 1)
    const lines = rows.slice(0, PAGE).map(lineOf)
    const older = cursorOf(rows, PAGE, {})
    page(
      ctx,
      parts.views.render({ name: 'admin/events', ...adminFrame(ctx, current, 'events'), lines, older }),
    )
  })
}

function lineOf({ at, kind, actor, actorId, userId, backend, detail }: EventRow): DeedLine {
  const { username, ...rest } = Detail.parse(JSON.parse(detail))
  const did = new Map<string, string>(Object.entries(DEED_WORDS)).get(kind) ?? kind
  const name = typeof username === 'string' ? username : userId
  const objects = [name, backend].filter((each) => each !== null)
  return {
    ...{ at, actorId, userId, did, actor: actor ?? 'somebody', object: objects.join(' at ') },
    detail: Object.entries(rest)
      .map(([field, value]) => `${field}: ${textOf(value)}`)
      .join(', '),
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
