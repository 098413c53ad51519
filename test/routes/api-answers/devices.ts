import { hashToken } from '../../../src/crypto/tokens.js'
import type { Site } from '../../support/site.js'
import { decide, DeviceAt } from '../../support/device.js'
import type { Answer } from '../../support/visitor.js'
import type { Sample } from './sample.js'

/** The calls of a device that has no browser. */
export const deviceSamples: readonly Sample[] = [
  {
    operation: 'POST /device/code',
    status: 200,
    ask: ({ site }) => new DeviceAt(site).post('/device/code', { client_id: 'tool' }),
  },
  {
    operation: 'POST /device/code',
    status: 400,
    ask: ({ site }) => new DeviceAt(site).post('/device/code', {}),
  },
  {
    operation: 'POST /device/code',
    status: 429,
    ask: ({ site }) =>
      whileExhausted(site, 'device starts', 100, () =>
        new DeviceAt(site).post('/device/code', { client_id: 'tool' }),
      ),
  },
  {
    operation: 'POST /device/token',
    status: 200,
    ask: async ({ site, signedIn }) => {
      const device = new DeviceAt(site)
      const { device_code, user_code } = await device.start()
      await decide(await signedIn(), user_code)
      return device.poll(device_code)
    },
  },
  {
    operation: 'POST /device/token',
    status: 400,
    ask: ({ site }) => new DeviceAt(site).poll('never given out'),
  },
  {
    operation: 'POST /device/token',
    status: 429,
    ask: ({ site }) =>
      whileExhausted(site, 'device codes', 50, () => new DeviceAt(site).poll('never given out')),
  },
]

/** Asks while this network has used a limit up. */
async function whileExhausted(
  site: Site,
  rule: string,
  most: number,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const key = hashToken([rule, '127.0.0.1'].join('\0'))
  const full = { count: most, resetsAt: new Date(Date.now() + 600_000) }
  await site.rows.limit.upsert({ where: { key }, create: { key, ...full }, update: full })
  const answer = await ask()
  await site.rows.limit.delete({ where: { key } })
  return answer
}
