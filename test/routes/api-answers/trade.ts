import type { AccessTokenOptions, Faults } from '../../support/provider/index.js'
import { trade } from '../../support/token-exchange.js'
import type { Answer } from '../../support/visitor.js'
import { AUDIENCE, type Sample, type World } from './sample.js'

/** The ends of the trade; each from an address of its own, since failures are counted. */
export const tradeSamples: readonly Sample[] = [
  sample(200, (world) => bring(world, '10.3.0.1', {})),
  sample(400, ({ site }) => trade(site, '%', { address: '10.3.0.2' })),
  sample(401, (world) => bring(world, '10.3.0.3', { audience: 'https://other.example' })),
  sample(403, (world) => bring(world, '10.3.0.4', { scope: 'email' })),
  sample(404, ({ site }) => trade(site, 'x', { backend: 'nowhere', address: '10.3.0.5' })),
  sample(429, async ({ site }) => {
    let answer = await trade(site, '%', { address: '10.3.0.7' })
    for (let n = 0; n < 60; n += 1) answer = await trade(site, '%', { address: '10.3.0.7' })
    return answer
  }),
  sample(502, (world) =>
    bring(world, '10.3.0.8', {}, { at: { introspect: { status: 401, contentType: 'application/json' } } }),
  ),
  sample(503, (world) => bring(world, '10.3.0.9', {}, { at: { introspect: { status: 500 } } })),
]

function sample(status: number, ask: Sample['ask']): Sample {
  return { operation: 'POST /api/session', status, ask }
}

async function bring(
  { site, op }: World,
  address: string,
  options: AccessTokenOptions,
  faults: Faults = {},
): Promise<Answer> {
  const token = await op.accessToken({
    format: 'jwt',
    audience: AUDIENCE,
    person: { sub: `trade-${address}` },
    ...options,
  })
  op.misbehave(faults)
  try {
    return await trade(site, token, { address })
  } finally {
    op.behave()
  }
}
