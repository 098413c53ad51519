import { isIP } from 'node:net'
import { z } from 'zod'
import type { Environment } from './environment.js'
import { quoteValue } from './quote.js'

const portSchema: z.ZodType<number, string> = z.string().transform((text, context) => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  context.addIssue({
    code: 'custom',
    message: `is ${quoteValue(text)}, which is not a port. Write a whole number from 0 to 65535.`,
  })
  return z.NEVER
})

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9][a-z0-9-]{0,62})*$/i

const hostSchema = z
  .string()
  .refine((text) => isIP(text) !== 0 || (HOST_NAME.test(text) && !/^[\d.]+$/.test(text)), {
    error:
      'is neither an address nor a host name. Write one without scheme, port and brackets, such as 127.0.0.1.',
  })

/** Reads PORT and HOST. */
export function readBindAddress(env: Environment, production: boolean): { host: string; port: number } {
  return {
    host: env.read('HOST', hostSchema, production ? '0.0.0.0' : '127.0.0.1'),
    port: env.read('PORT', portSchema, 3000),
  }
}

/** Where metrics are served, apart from the public address; null when they are not wanted. */
export function readMetricsAddress(env: Environment): { host: string; port: number } | null {
  const metricsPort = env.read<number | null>('METRICS_PORT', portSchema, null)
  const metricsHost = env.read('METRICS_HOST', hostSchema, '127.0.0.1')
  if (metricsPort === null && env.text('METRICS_PORT') === null && env.text('METRICS_HOST') !== null) {
    env.addError('METRICS_HOST', 'is set, but METRICS_PORT is not', 'Set both, or neither')
  }
  return metricsPort === null ? null : { host: metricsHost, port: metricsPort }
}
