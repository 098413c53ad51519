import type Router from 'koa-router'
import { z } from 'zod'
import { ADMIN_ACTION_LABELS } from '../../audit/audit-event.js'
import type { AuditEventView } from '../../pages/render.js'
import type { EventRow } from '../../store/events.js'
import { sendPage, type Services } from '../services.js'
import { adminLayout, nextCursor, readCursor, requireAdmin } from './access.js'

const PAGE_SIZE = 50
const DetailSchema = z.record(z.string(), z.unknown())

/** The audit log: what administrators have done, and when. */
export function eventRoutes(router: Router, services: Services): void {
  router.get('/admin/events', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const before = readCursor(ctx)
    const filter = { area: 'administration', ...(before === null ? {} : { before }) } as const
    const rows = await services.store.listEvents(filter, PAGE_SIZE + 1)
    const events = rows.slice(0, PAGE_SIZE).map(toAuditEventView)
    const nextPageQuery = nextCursor(rows, PAGE_SIZE, null, {})
    sendPage(services, ctx, {
      name: 'admin/events',
      ...adminLayout(ctx, current, 'events'),
      events,
      nextPageQuery,
    })
  })
}

function toAuditEventView({ at, kind, actor, actorId, userId, backend, detail }: EventRow): AuditEventView {
  const { username, ...rest } = DetailSchema.parse(JSON.parse(detail))
  const label = new Map<string, string>(Object.entries(ADMIN_ACTION_LABELS)).get(kind) ?? `${kind} {target}`
  const [before = '', after = ''] = label.split('{target}').map((part) => part.trim())
  const name = typeof username === 'string' ? username : userId
  const objects = [name, backend].filter((each) => each !== null)
  return {
    ...{ at, actorId, userId, actor: actor ?? 'unknown', target: objects.join(' at ') },
    action: { before, after },
    detail: Object.entries(rest).map(formatDetail).filter(Boolean).join(', '),
  }
}

/** A detail of an action in words, such as "version 2", "passed" or "changed scopes icon". */
function formatDetail([field, value]: readonly [string, unknown]): string {
  if (field === 'passed') return value === true ? 'passed' : 'failed'
  if (field === 'from') return `from version ${JSON.stringify(value)}`
  if (field === 'sessions') return 'one session'
  if (Array.isArray(value)) return value.length === 0 ? '' : `changed ${value.map(String).join(' ')}`
  return `${field} ${typeof value === 'string' ? value : JSON.stringify(value)}`
}
