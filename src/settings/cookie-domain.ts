import { isIP } from 'node:net'
import { z } from 'zod'
import type { BaseUrl } from './base-url.js'
import type { Environment } from './environment.js'

const DOMAIN_SETTING = 'SESSION_COOKIE_DOMAIN'
// Two labels or more: browsers refuse a cookie for a whole top-level domain, and for localhost.
const DOMAIN_PATTERN = /^[a-z0-9](?:[a-z0-9-]*)(?:\.[a-z0-9][a-z0-9-]*)+$/

const domainSchema = z
  .string()
  .transform((text) => text.toLowerCase().replace(/^\./, ''))
  .refine((text) => DOMAIN_PATTERN.test(text) && isIP(text) === 0, {
    error: 'is not a domain that cookies can have. Write one such as example.com, or remove it.',
  })

/** Reads SESSION_COOKIE_DOMAIN; null keeps the cookie to the one host of BASE_URL. */
export function readCookieDomain(env: Environment, base: BaseUrl): string | null {
  const domain = env.read<string | null>(DOMAIN_SETTING, domainSchema, null)
  if (domain !== null && !`.${base.hostname}`.endsWith(`.${domain}`)) {
    env.addError(
      DOMAIN_SETTING,
      'does not contain the host of BASE_URL',
      `Write ${base.hostname} or a domain above it`,
    )
  }
  return domain
}
