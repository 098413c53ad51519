import { z } from 'zod'
import type { Environment } from './environment.js'

/** The public address, taken apart. */
export interface BaseUrl {
  readonly origin: string
  readonly basePath: string
  readonly hostname: string
  readonly isHttps: boolean
}

// Plain segments only: the path becomes the beginning of redirects and the Path of cookies, where `//` and `;` bite.
const PLAIN_PATH = /^(?:\/[\w.~-]+)*$/

/** Reads BASE_URL. `port` makes the default outside production. */
export function readBaseUrl(env: Environment, production: boolean, port: number): BaseUrl {
  const defaultUrl = splitUrl(new URL(`http://localhost:${port}`))
  const base = env.read('BASE_URL', baseUrlSchema, defaultUrl)
  const isSet = env.text('BASE_URL') !== null
  if (production && !isSet) {
    env.addError('BASE_URL', 'is not set', 'Set it to the public address, such as https://login.example.com')
  } else if (!isSet && port === 0) {
    env.addError('BASE_URL', 'is not set while PORT is 0', 'Set BASE_URL, or give PORT a number')
  } else if (production && !base.isHttps && !isLoopback(base.hostname)) {
    env.addError('BASE_URL', 'is http in production', 'Write https://; http is for localhost only')
  }
  return base
}

const baseUrlSchema: z.ZodType<BaseUrl, string> = z.string().transform((text, context) => {
  const message = baseUrlProblem(text)
  if (message === null) return splitUrl(new URL(text))
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

// The text is not repeated, for it can hold a password.
function baseUrlProblem(text: string): string | null {
  if (!/^https?:\/\/[^/\\]/i.test(text) || /[\s\\]/.test(text) || !URL.canParse(text)) {
    return 'is not an http or https address. Write one such as https://login.example.com.'
  }
  if (/[?#]/.test(text)) return 'holds a query or a fragment. Remove everything from the ? or # on.'
  if (/^[^/]*\/\/[^/]*@/.test(text))
    return 'holds a user name. Remove everything between // and @, and the @.'
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

/** Whether a host is this machine. URL has already brought the many spellings of an IPv4 address to the usual one. */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}
