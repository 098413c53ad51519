import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { ENGLISH } from '../../locales/locales.js'
import { requireRecentAuthentication } from '../../recent-authentication.js'
import type { CurrentSession } from '../../sessions/session-store.js'
import { redeliver, toDeliveryViews } from '../admin/webhooks.js'
import { queryParam, type Services } from '../services.js'
import { type ApiContext, type Operation, requireBrowserSession, requireSession } from './operation.js'

const PAGE_SIZE = 50
const StateSchema = z.enum(['pending', 'delivered', 'failed'])
const SequenceSchema = z.string().regex(/^\d{1,15}$/)

/** The delivery of an event, as /admin/webhooks shows it. */
const DeliverySchema = z
  .object({
    id: z.string(),
    type: z.string().describe('The type of the event.'),
    at: z.string().meta({ format: 'date-time' }).describe('When the event happened.'),
    url: z
      .string()
      .nullable()
      .describe('The receiver, without its query; null for one that is gone, or a handler.'),
    state: StateSchema,
    attempts: z.int(),
    status: z.int().nullable().describe('The status of the latest response.'),
    durationMs: z.int().nullable(),
    error: z.string().nullable(),
    reference: z.string().nullable().describe('The reference of the request that caused the event.'),
    userId: z.string().nullable(),
  })
  .meta({ id: 'Delivery' })

const DeliveryListSchema = z.object({
  deliveries: z.array(DeliverySchema),
  next: z.string().nullable().describe('The value of `before` for the next page; null on the last page.'),
})

/**
 * The administrator who calls, in a browser.
 * @throws PortcullisError login_required, browser_session_required, admin_required
 */
function requireApiAdmin(services: Services, ctx: ApiContext): CurrentSession {
  const current = requireBrowserSession(requireSession(services, ctx))
  if (current.user.admin) return current
  throw new PortcullisError('admin_required', { detail: `user ${current.user.id} is not an administrator` })
}

export const listDeliveries: Operation = {
  method: 'GET',
  path: '/api/admin/deliveries',
  summary: 'List deliveries of events, as an administrator',
  description: 'Newest first, fifty at a time. The session of a device or a program cannot do this.',
  security: ['cookie', 'bearer'],
  parameters: [
    { in: 'query', name: 'state', description: 'Only deliveries in this state.', schema: StateSchema },
    { in: 'query', name: 'before', description: '`next` of the previous page.', schema: SequenceSchema },
  ],
  responses: { 200: { description: 'Deliveries to webhooks and handlers.', schema: DeliveryListSchema } },
  errors: ['login_required', 'browser_session_required', 'admin_required', 'bad_request'],
  handler: (services) => async (ctx) => {
    requireApiAdmin(services, ctx)
    const state = readQuery(ctx, 'state', StateSchema)
    const before = readQuery(ctx, 'before', SequenceSchema)
    const filter = {
      ...(state === undefined ? {} : { state }),
      ...(before === undefined ? {} : { before: Number(before) }),
    }
    const rows = await services.store.listDeliveries(filter, PAGE_SIZE + 1)
    const views = await toDeliveryViews(services, rows.slice(0, PAGE_SIZE), ENGLISH)
    const response: z.infer<typeof DeliveryListSchema> = {
      deliveries: views.map(({ sequence, type, at, url, user, ...view }) => ({
        id: String(sequence),
        type,
        at: at.toISOString(),
        url,
        state: view.state,
        attempts: view.attempts,
        status: view.status,
        durationMs: view.durationMs,
        error: view.error,
        reference: view.reference,
        userId: user?.id ?? null,
      })),
      next: rows.length > PAGE_SIZE ? String(views.at(-1)?.sequence ?? '') : null,
    }
    ctx.body = response
  },
}

function readQuery<T>(ctx: ApiContext, name: string, schema: z.ZodType<T>): T | undefined {
  const text = queryParam(ctx, name)
  if (text === null) return undefined
  const { success, data } = schema.safeParse(text)
  if (success) return data
  throw new PortcullisError('bad_request', { detail: `the parameter ${name} is not valid` })
}

export const sendDeliveryAgain: Operation = {
  method: 'POST',
  path: '/api/admin/deliveries/{id}/again',
  summary: 'Send a delivery again, as an administrator',
  description:
    'For one that was delivered or has failed; it enables a webhook that has answered 410 Gone. Needs a sign-in within the ' +
    'last ten minutes. The session of a device or a program cannot do this.',
  security: ['cookie', 'bearer'],
  parameters: [{ in: 'path', name: 'id', description: 'The delivery.', schema: SequenceSchema }],
  responses: { 204: { description: 'It is sent again, in the background.' } },
  errors: [
    'login_required',
    'origin_rejected',
    'browser_session_required',
    'admin_required',
    'reauthentication_required',
    'not_found',
  ],
  handler: (services) => async (ctx) => {
    const current = requireApiAdmin(services, ctx)
    requireRecentAuthentication(current, services.clock())
    const id = SequenceSchema.safeParse(ctx.params['id']).data
    if (id === undefined || !(await redeliver(services, Number(id))))
      throw new PortcullisError('not_found', {
        detail: 'no delivery has this id, its receiver is gone, or it waits already',
      })
    ctx.status = 204
  },
}
