import type { Context } from 'koa'
import type Router from 'koa-router'
import { EVENT_TYPES } from '../../event-map.js'
import type { Receiver } from '../../events/receivers.js'
import { isDown } from '../../events/retry-policy.js'
import { OptionalStoredMessage, toSentence } from '../../locales/stored-message.js'
import type { Translator } from '../../locales/translator.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { translatorOf } from '../../middleware/language.js'
import type { DeliveryView, ReceiverView } from '../../pages/render.js'
import { parseJson } from '../../parse-json.js'
import type { Delivery } from '../../store/event-deliveries.js'
import { withFlash } from '../flash.js'
import { queryParam, redirect, sendPage, type Services } from '../services.js'
import { adminLayout, requireAdmin, requireRecentAdminForm } from './access.js'

const PAGE_SIZE = 50
const PATH = '/admin/webhooks'
const STATES: readonly Delivery['state'][] = ['pending', 'delivered', 'failed']

/** The page with the receivers of events and the deliveries to them. */
export function webhookRoutes(router: Router, services: Services): void {
  const { events, store, site } = services

  router.get(PATH, async (ctx) => {
    const current = requireAdmin(services, ctx)
    const filter = readFilter(ctx)
    const before = Number(queryParam(ctx, 'before', 16) ?? NaN)
    const search = {
      ...(filter.receiver === '' ? {} : { receiver: filter.receiver }),
      ...(filter.state === '' ? {} : { state: filter.state }),
      ...(Number.isSafeInteger(before) ? { before } : {}),
    }
    const rows = await store.listDeliveries(search, PAGE_SIZE + 1)
    const shown = rows.slice(0, PAGE_SIZE)
    const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined
    sendPage(services, ctx, {
      name: 'admin/webhooks',
      ...adminLayout(ctx, current, 'webhooks'),
      receivers: await listReceivers(services),
      deliveries: await toDeliveryViews(services, shown, translatorOf(ctx)),
      filter,
      nextPageQuery:
        last === undefined
          ? null
          : new URLSearchParams({ ...filter, before: String(last.sequence) }).toString(),
    })
  })

  router.post(`${PATH}/test`, async (ctx) => {
    requireRecentAdminForm(services, ctx, PATH)
    const receiver = findReceiver(services, singleParam(readForm(ctx), 'receiver'))
    if (receiver !== null) await events.sendTest(receiver)
    redirect(ctx, withFlash(site.basePath + PATH, receiver === null ? 'webhook-gone' : 'webhook-tested'))
  })

  router.post(`${PATH}/again`, async (ctx) => {
    requireRecentAdminForm(services, ctx, PATH)
    const text = singleParam(readForm(ctx), 'delivery') ?? ''
    const isSent = /^\d{1,15}$/.test(text) && (await redeliver(services, Number(text)))
    redirect(ctx, withFlash(site.basePath + PATH, isSent ? 'webhook-sent-again' : 'webhook-gone'))
  })
}

function readFilter(ctx: Context): {
  readonly receiver: string
  readonly state: Delivery['state'] | ''
} {
  const state = queryParam(ctx, 'state')
  return {
    receiver: queryParam(ctx, 'receiver', 64) ?? '',
    state: STATES.find((each) => each === state) ?? '',
  }
}

/** Delivers an event again; false when there is no such delivery, its receiver is gone, or it waits already. */
export async function redeliver(services: Services, sequence: number): Promise<boolean> {
  const [row] = await services.store.listDeliveries({ before: sequence + 1 }, 1)
  const receiver = row?.sequence === sequence ? findReceiver(services, row.receiver) : null
  return receiver !== null && services.events.redeliver(sequence, receiver)
}

function findReceiver({ events }: Pick<Services, 'events'>, key: string | null): Receiver | null {
  return events.receivers.find((each) => each.key === key) ?? null
}

async function listReceivers({
  events,
  store,
}: Pick<Services, 'events' | 'store'>): Promise<readonly ReceiverView[]> {
  const states = new Map((await store.listEventReceivers()).map((state) => [state.key, state]))
  return Promise.all(
    events.receivers.map(async ({ key, url, events: types }) => {
      const { failures = 0, retryAt = null, disabledAt = null } = states.get(key) ?? {}
      const condition =
        disabledAt !== null ? 'disabled' : isDown({ failures }) ? 'down' : failures > 0 ? 'failing' : 'well'
      return {
        key,
        url: withoutQuery(url),
        condition,
        retryAt: disabledAt === null ? retryAt : null,
        events: types.length === EVENT_TYPES.length ? null : types.join(', '),
        pending: await store.countDeliveries(key, 'pending'),
        failed: await store.countDeliveries(key, 'failed'),
      } as const
    }),
  )
}

/** Deliveries as pages and programs see them: with URLs without their query, which may contain a secret. */
export async function toDeliveryViews(
  services: Services,
  rows: readonly Delivery[],
  translator: Translator,
): Promise<readonly DeliveryView[]> {
  const names = await services.store.getUsernames(rows.flatMap(({ userId }) => userId ?? []))
  return rows.map(({ sequence, type, at, receiver, userId, ...row }) => {
    const { state, attempts, status, durationMs, error, errorText, reference } = row
    const found = findReceiver(services, receiver)
    const username = userId === null ? undefined : names.get(userId)
    return {
      sequence,
      type,
      at,
      state,
      attempts,
      status,
      durationMs,
      error:
        error &&
        translator.format(
          toSentence(error, OptionalStoredMessage.parse(errorText === null ? null : parseJson(errorText))),
        ),
      reference,
      url: withoutQuery(found?.url ?? null),
      isGone: found === null,
      user: userId === null || username === undefined ? null : { id: userId, username },
    }
  })
}

/** The URL without its query, where receivers often have a secret. */
function withoutQuery(url: string | null): string | null {
  if (url === null) return null
  const { origin, pathname, search } = new URL(url)
  return `${origin}${pathname}${search === '' ? '' : '?…'}`
}
