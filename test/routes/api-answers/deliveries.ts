import type { Visitor } from '../../support/visitor.js'
import type { Sample, World } from './sample.js'

const LIST = 'GET /api/admin/deliveries'
const AGAIN = 'POST /api/admin/deliveries/{id}/again'

async function administrator({ site, op }: World): Promise<Visitor> {
  op.person({ sub: 'api-admin', email: 'admin@example.com', email_verified: true })
  const visitor = site.visitor()
  await visitor.signIn('acme')
  return visitor
}

function again(visitor: Visitor, id: number | string) {
  return visitor.ask(`/api/admin/deliveries/${id}/again`, { method: 'POST' })
}

/** The calls about deliveries of events. The receiver of this site does not respond. */
export const deliverySamples: readonly Sample[] = [
  {
    operation: LIST,
    status: 200,
    ask: async (world) => {
      const visitor = await administrator(world)
      const page = await visitor.ask('/api/admin/deliveries?state=pending')
      if (!page.body.includes('"type":"signed-in"')) throw new Error(`no delivery: ${page.body}`)
      return page
    },
  },
  {
    operation: LIST,
    status: 400,
    ask: async (world) => (await administrator(world)).ask('/api/admin/deliveries?before=x'),
  },
  { operation: LIST, status: 401, ask: ({ site }) => site.visitor().ask('/api/admin/deliveries') },
  {
    operation: LIST,
    status: 403,
    ask: async ({ signedIn }) => (await signedIn()).ask('/api/admin/deliveries'),
  },
  {
    operation: AGAIN,
    status: 204,
    ask: async (world) => {
      const visitor = await administrator(world)
      const { sequence } = await world.site.rows.eventDelivery.findFirstOrThrow()
      await world.site.rows.eventDelivery.update({ where: { sequence }, data: { state: 'failed' } })
      return again(visitor, sequence)
    },
  },
  { operation: AGAIN, status: 401, ask: ({ site }) => again(site.visitor(), 1) },
  { operation: AGAIN, status: 403, ask: async ({ signedIn }) => again(await signedIn(), 1) },
  { operation: AGAIN, status: 404, ask: async (world) => again(await administrator(world), 'x') },
]
