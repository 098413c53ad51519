import { z } from 'zod'
import type { NetworkOptions } from '../http-client/http-client.js'
import { type AllowedNetworks, parseNetwork } from '../http-client/networks.js'
import type { ProxySettings } from '../http-client/proxy.js'
import type { Environment } from './environment.js'
import { commaListSchema } from './schemas.js'

const networkSchema = z.string().transform((text, context) => {
  const network = parseNetwork(text)
  if (network !== null) return network
  const message =
    'is neither a network nor a host name. Write a range such as 10.0.0.0/8, or a name such as sso.corp.example.'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** Reads the private networks and hosts that providers may have. */
function readAllowedNetworks(env: Environment): AllowedNetworks {
  const entries = env.read('ALLOWED_PRIVATE_NETWORKS', commaListSchema(networkSchema), [])
  return {
    ranges: entries.filter((entry) => typeof entry !== 'string'),
    hosts: new Set(entries.filter((entry) => typeof entry === 'string')),
  }
}

const proxySchema = z.string().transform((text, context) => {
  const address = text.includes('://') ? text : `http://${text}`
  const url = URL.canParse(address) ? new URL(address) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '') return url
  context.addIssue({
    code: 'custom',
    message: 'is not the URL of an HTTP proxy. Write one such as http://proxy.corp.example:3128.',
  })
  return z.NEVER
})

/** The value of a variable in both spellings; that in lower case wins, as with other programs. */
function readEither(env: Environment, name: 'HTTPS_PROXY' | 'HTTP_PROXY' | 'NO_PROXY'): string | null {
  return env.variable(name.toLowerCase()) ?? env.text(name)
}

function readProxy(env: Environment, name: 'HTTPS_PROXY' | 'HTTP_PROXY'): URL | null {
  const text = readEither(env, name)
  return text === null ? null : env.parse<URL | null>(name, text, proxySchema, null)
}

function readProxies(env: Environment): ProxySettings | null {
  const [https, http] = [readProxy(env, 'HTTPS_PROXY'), readProxy(env, 'HTTP_PROXY')]
  if (https === null && http === null) return null
  const bypass = (readEither(env, 'NO_PROXY') ?? '').split(/[\s,]+/).filter((entry) => entry !== '')
  return { https, http, bypass }
}

/** Reads how providers are reached: private networks that are allowed, and proxies. */
export function readNetwork(env: Environment): NetworkOptions {
  return { allowedNetworks: readAllowedNetworks(env), proxy: readProxies(env) }
}
