import type { Context } from 'koa'
import type Router from 'koa-router'
import { z } from 'zod'
import { type AdminActionKind, CLI_ACTOR, PROGRAM_ACTOR, SETUP_ACTOR } from '../../audit/audit-event.js'
import { ANONYMOUS_DETAILS } from '../../audit/sign-in-event.js'
import type { MessageKey, TextWithoutParams } from '../../locales/messages.js'
import type { Translator } from '../../locales/translator.js'
import { translatorOf } from '../../middleware/language.js'
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
      events: rows.map((row) => toAuditEventView(row, translatorOf(ctx))),
      filter,
      ...pages,
      exportQuery: new URLSearchParams(query).toString(),
    })
  })

  for (const format of ['csv', 'json'] as const) {
    router.get(`/admin/events.${format}`, (ctx) => {
      requireAdmin(services, ctx)
      const search = toSearch(readFilter(ctx))
      sendExport(services, ctx, {
        search,
        format,
        name: 'events',
        columns: COLUMNS,
        toLines: (rows) =>
          Promise.resolve(
            rows.map(({ at, kind, actor, actorId, userId, backend, detail }) => ({
              time: at.toISOString(),
              action: kind,
              administrator: actor,
              administratorId: actorId,
              userId,
              provider: backend,
              detail,
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

function toAuditEventView(
  { at, kind, actor, actorId, userId, backend, detail }: EventRow,
  translator: Translator,
): AuditEventView {
  const { username, ...rest } = DetailSchema.parse(JSON.parse(detail))
  const user = typeof username === 'string' ? username : userId
  const target =
    user !== null && backend !== null
      ? translator.t('adminEvents.targetAt', { user, provider: backend })
      : (user ?? backend ?? '')
  return {
    at,
    kind,
    actorId,
    userId,
    target,
    actor:
      actorId === null ? actorName(actor, translator) : (actor ?? translator.t('adminEvents.actor.unknown')),
    action: isActionKind(kind, translator) ? actionText(kind) : 'adminAction.other',
    detail: Object.entries(rest)
      .flatMap((each) => formatDetail(each, translator) ?? [])
      .join(', '),
  }
}

/** The text about an action, after the name of its administrator. */
function actionText(kind: AdminActionKind): MessageKey {
  return `adminAction.${kind}`
}

/** Whether this release knows the action; the other one of an upgrade may know more. */
function isActionKind(kind: string, translator: Translator): kind is AdminActionKind {
  return translator.has(`adminAction.${kind}`)
}

/** Actors that are not users, by the name that is stored with their actions. */
const ACTOR_TEXTS: ReadonlyMap<string, TextWithoutParams> = new Map([
  [CLI_ACTOR.name, 'adminEvents.actor.command-line'],
  [PROGRAM_ACTOR.name, 'adminEvents.actor.program'],
  [SETUP_ACTOR.name, 'adminEvents.actor.setup-link'],
  [ANONYMOUS_DETAILS.actor, 'adminEvents.actor.deleted'],
])

/** The name of an actor that is not a user, in the language of the page. */
function actorName(name: string | null, translator: Translator): string {
  if (name === null) return translator.t('adminEvents.actor.unknown')
  const key = ACTOR_TEXTS.get(name)
  return key === undefined ? name : translator.t(key)
}

/** A detail of an action in words, such as "version 2" or "changed scopes icon"; null for one that means nothing to people. */
function formatDetail([field, detail]: readonly [string, unknown], translator: Translator): string | null {
  const value = typeof detail === 'string' ? detail : JSON.stringify(detail)
  switch (field) {
    case 'version':
    case 'to':
    case 'into':
    case 'role':
    case 'roles':
    case 'issuer':
    case 'code':
    case 'reason':
      return translator.t(`adminEvents.detail.${field}`, { value })
    case 'from':
      return translator.t(
        typeof detail === 'number' ? 'adminEvents.detail.fromVersion' : 'adminEvents.detail.from',
        { value },
      )
    case 'accounts':
    case 'users':
      return translator.t(`adminEvents.detail.${field}`, { count: countOf(detail) })
    case 'failures':
    case 'warnings':
      return translator.t(`adminDoctor.${field}`, { count: countOf(detail) })
    case 'passed':
      return translator.t(detail === true ? 'adminEvents.detail.passed' : 'adminEvents.detail.failed')
    case 'sessions':
      return translator.t('adminEvents.detail.oneSession')
    case 'by':
      return translator.t(detail === 'link' ? 'adminEvents.detail.byLink' : 'adminEvents.detail.byEmail')
    case 'freedEmail':
      return detail === true ? translator.t('adminEvents.detail.addressFreed') : null
    case 'toId':
    case 'intoId':
      return null
    default:
      return Array.isArray(detail) ? changes(detail, translator) : `${field} ${value}`
  }
}

/** A number, or how many members a list has. */
function countOf(detail: unknown): number {
  return Array.isArray(detail) ? detail.length : Number(detail)
}

function changes(fields: readonly unknown[], translator: Translator): string | null {
  return fields.length === 0
    ? null
    : translator.t('adminEvents.detail.changed', { value: fields.map(String).join(' ') })
}
