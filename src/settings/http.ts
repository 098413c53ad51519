import ipaddr from 'ipaddr.js'
import { isIP } from 'node:net'
import { z } from 'zod'
import type { Environment } from './environment.js'
import { enumSchema, flag, commaListSchema, quoteValue } from './schemas.js'

/** The parts of the public URL. */
export interface BaseUrl {
  readonly origin: string
  readonly basePath: string
  readonly hostname: string
  readonly isHttps: boolean
}

// Plain segments only: redirects and the Path of cookies start with this path, where `//` and `;` would be dangerous.
const PLAIN_PATH = /^(?:\/[\w.~-]+)*$/

/** Reads BASE_URL. @param port part of the default outside production */
export function readBaseUrl(env: Environment, production: boolean, port: number): BaseUrl {
  const defaultUrl = splitUrl(new URL(`http://localhost:${port}`))
  const base = env.read('BASE_URL', baseUrlSchema, defaultUrl)
  const isSet = env.text('BASE_URL') !== null
  if (production && !isSet) {
    env.addError('BASE_URL', 'is not set', 'Set it to the public URL, such as https://login.example.com')
  } else if (!isSet && port === 0) {
    env.addError('BASE_URL', 'is not set while PORT is 0', 'Set BASE_URL, or set PORT to another number')
  } else if (production && !base.isHttps && !isLoopback(base.hostname)) {
    env.addError('BASE_URL', 'is http in production', 'Use https; http is allowed for localhost only')
  }
  return base
}

const baseUrlSchema: z.ZodType<BaseUrl, string> = z.string().transform((text, context) => {
  const message = baseUrlProblem(text)
  if (message === null) return splitUrl(new URL(text))
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

// The error does not quote the value, because it can contain a password.
function baseUrlProblem(text: string): string | null {
  if (!/^https?:\/\/[^/\\]/i.test(text) || /[\s\\]/.test(text) || !URL.canParse(text)) {
    return 'is not an http or https URL. Write one such as https://login.example.com.'
  }
  if (/[?#]/.test(text)) return 'contains a query or a fragment. Remove the ? or # and everything after it.'
  if (/^[^/]*\/\/[^/]*@/.test(text))
    return 'contains a user name. Remove everything between // and @, and the @.'
  if (!PLAIN_PATH.test(readBasePath(new URL(text)))) {
    return 'has a path with unusual characters. Use letters, digits and - . _ ~ between single slashes.'
  }
  return null
}

function splitUrl(url: URL): BaseUrl {
  const { origin, hostname, protocol } = url
  return { origin, basePath: readBasePath(url), hostname, isHttps: protocol === 'https:' }
}

function readBasePath(url: URL): string {
  return url.pathname.replace(/\/$/, '')
}

/** Whether a host is this machine. @param hostname as `URL` returns it, with IPv4 addresses in their usual form */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

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
      'is neither an IP address nor a host name. Write one without scheme, port and brackets, such as 127.0.0.1.',
  })

const bindHostSchema = z
  .string()
  .refine((text) => hostSchema.safeParse(text).success || /^unix:\/./.test(text), {
    error:
      'is neither an IP address nor a host name. Write one without scheme, port and brackets, such as 127.0.0.1, or unix: and an absolute path.',
  })

/** Reads PORT and HOST. */
export function readBindAddress(env: Environment, production: boolean): { host: string; port: number } {
  return {
    host: env.read('HOST', bindHostSchema, production ? '0.0.0.0' : '127.0.0.1'),
    port: env.read('PORT', portSchema, 3000),
  }
}

/** Reads METRICS_PORT and METRICS_HOST; null when metrics are off. */
export function readMetricsAddress(env: Environment): { host: string; port: number } | null {
  const metricsPort = env.read<number | null>('METRICS_PORT', portSchema, null)
  const metricsHost = env.read('METRICS_HOST', hostSchema, '127.0.0.1')
  if (metricsPort === null && env.text('METRICS_PORT') === null && env.text('METRICS_HOST') !== null) {
    env.addError('METRICS_HOST', 'is set, but METRICS_PORT is not', 'Set both, or neither')
  }
  return metricsPort === null ? null : { host: metricsHost, port: metricsPort }
}

// ipaddr.js also accepts `10` and `0x7f.1` as IPv4 addresses, so four decimal parts are required here.
const rangeSchema = z
  .string()
  .refine(
    (text) =>
      ipaddr.IPv6.isValid(text) ||
      ipaddr.IPv6.isValidCIDR(text) ||
      ipaddr.IPv4.isValidFourPartDecimal(text) ||
      ipaddr.IPv4.isValidCIDRFourPartDecimal(text),
    { error: 'is neither an IP address nor a CIDR range. Write one such as 10.0.0.1 or 10.0.0.0/8.' },
  )

/** Reads TRUST_PROXY. */
export function readTrustProxy(env: Environment): readonly string[] {
  return env.read('TRUST_PROXY', commaListSchema(rangeSchema), [])
}

const originSchema = z.string().transform((text, context) => {
  const isExact = /^https?:\/\/[^/*\s]+$/i.test(text) && URL.canParse(text)
  const parsed = isExact ? new URL(text) : null
  if (parsed && parsed.href === `${parsed.origin}/`) return parsed.origin
  const message = 'is not an origin. Write only scheme, host and port, such as https://app.example.com.'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** Reads a list of origins, in the form of `URL.origin`. */
export function readOrigins(
  env: Environment,
  name: 'ALLOWED_REDIRECT_ORIGINS' | 'ALLOWED_API_ORIGINS',
): readonly string[] {
  return env.read(name, commaListSchema(originSchema), [])
}

/**
 * Reads NODE_ENV; true for production. Unknown values are errors, because a misspelt `production` would enable features
 * that are meant for development. With an unknown value, the other settings are checked as in production.
 */
export function readNodeEnv(env: Environment): boolean {
  const schema = enumSchema(['production', 'development', 'test'])
  if (env.text('NODE_ENV') === null) return false
  return env.read('NODE_ENV', schema, 'production') === 'production'
}

/** Reads ALLOW_INSECURE_ISSUERS, which is an error in production. */
export function readInsecureIssuers(env: Environment, production: boolean): boolean {
  const isAllowed = env.read('ALLOW_INSECURE_ISSUERS', flag, false)
  if (isAllowed && production) {
    env.addError('ALLOW_INSECURE_ISSUERS', 'is true in production', 'Remove it, and use https issuers')
  }
  return isAllowed
}
