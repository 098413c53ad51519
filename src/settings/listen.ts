import { isIP } from 'node:net'
import { z } from 'zod'
import type { Environment } from './environment.js'
import { quote } from './quote.js'

const port: z.ZodType<number, string> = z.string().transform((text, context) => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  context.addIssue({
    code: 'custom',
    message: `is ${quote(text)}, which is not a port. Write a whole number from 0 to 65535.`,
  })
  return z.NEVER
})

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9][a-z0-9-]{0,62})*$/i

const host = z
  .string()
  .refine((text) => isIP(text) !== 0 || (HOST_NAME.test(text) && !/^[\d.]+$/.test(text)), {
    error:
      'is neither an address nor a host name. Write one without scheme, port and brackets, such as 127.0.0.1.',
  })

/** Reads PORT and HOST. */
export function readListen(env: Environment, production: boolean): { host: string; port: number } {
  return {
    host: env.read('HOST', host, production ? '0.0.0.0' : '127.0.0.1'),
    port: env.read('PORT', port, 3000),
  }
}

/** Where metrics are served, apart from the public address; null when they are not wanted. */
export function readMetrics(env: Environment): { host: string; port: number } | null {
  const at = env.read<number | null>('METRICS_PORT', port, null)
  const on = env.read('METRICS_HOST', host, '127.0.0.1')
  if (at === null && env.text('METRICS_PORT') === null && env.text('METRICS_HOST') !== null) {
    env.fault('METRICS_HOST', 'is set, but METRICS_PORT is not', 'Set both, or neither')
  }
  return at === null ? null : { host: on, port: at }
}
