import type { Context } from 'koa'
import type Router from 'koa-router'
import { z } from 'zod'
import { ADMIN_ACTION_LABELS } from '../../audit/audit-event.js'
import type { AdminEventsPage, AuditEventView } from '../../pages/render.js'
import type { EventRow, EventSearch } from '../../store/events.js'
import { queryParam, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin } from './access.js'
import { findEventPage, readDays, toRange, withoutEmpty } from './event-pages.js'
import { sendExport } from './export.js'

const DetailSchema = z.record(z.string(), z.unknown())
const COLUMNS = ['time', 'action', 'administrator', 'administratorId', 'userId', 'provider', 'detail']

/** The audit log: what administrators have done, and when. */
export function eventRoutes(router: Router, services: Services): void {
  router.get('/admin/events', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const filter = readFilter(ctx)
    const query = withoutEmpty({ ...filter })
    const { rows, ...pages } = await findEventPage(services, ctx, toSearch(filter), query)
    sendPage(services, ctx, {
      name: 'admin/events',
      ...adminLayout(ctx, current, 'events'),
      ...{ events: rows.map(toAuditEventView), filter, ...pages },
      exportQuery: new URLSearchParams(query).toString(),
    })
  })

  for (const format of ['csv', 'json'] as const) {
    router.get(`/admin/events.${format}`, (ctx) => {
      requireAdmin(services, ctx)
      const search = toSearch(readFilter(ctx))
      sendExport(services, ctx, {
        ...{ search, format, name: 'events', columns: COLUMNS },
        toLines: (rows) =>
          Promise.resolve(
            rows.map(({ at, kind, actor, actorId, userId, backend, detail }) => ({
              ...{ time: at.toISOString(), action: kind, administrator: actor, administratorId: actorId },
              ...{ userId, provider: backend, detail },
            })),
          ),
      })
    })
  }
}

function readFilter(ctx: Context): AdminEventsPage['filter'] {
  return {
    ...readDays(ctx),
    backend: (queryParam(ctx, 'backend') ?? '').trim(),
    actor: (queryParam(ctx, 'actor') ?? '').trim().toLowerCase(),
  }
}

function toSearch({ from, to, backend, actor }: AdminEventsPage['filter']): EventSearch {
  return {
    area: 'administration',
    ...toRange({ from, to }),
    ...(backend === '' ? {} : { backend }),
    ...(actor === '' ? {} : { actor }),
  }
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
