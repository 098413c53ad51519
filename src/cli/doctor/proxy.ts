import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { Signer } from '../../crypto/signing.js'
import { createHttpClient } from '../../http-client/http-client.js'
import { PROBE_HEADER, PROBE_PATH, signProbe } from '../../middleware/proxy-probe.js'
import type { Settings } from '../../settings/settings.js'
import { clockSkewFinding, failure, type Finding, warning } from './finding.js'

const CHECK = 'address'

/** What is wrong with the way of a request from the public address to the server. */
export function checkProxyHeaders(
  { probe, date }: Extract<ProbeResponse, { kind: 'arrived' }>,
  settings: Settings,
  now: Date,
): Finding[] {
  // A proxy adds the address it sees, or removes what a visitor says of it.
  const isProxied = probe.forwardedFor !== PROBE_VALUES.address
  return [
    ...checkHost(probe, settings, isProxied),
    ...checkTrust(probe, settings, isProxied),
    ...checkScheme(probe, settings, isProxied),
    ...checkSettingsMatch(probe, settings),
    ...clockSkewFinding(CHECK, 'the server', date, now),
  ]
}

function checkHost(probe: ProxyProbeResult, { baseUrl }: Settings, isProxied: boolean): Finding[] {
  const { trusted, forwardedHost } = probe
  if (trusted && isProxied && forwardedHost === PROBE_VALUES.host) {
    return [
      warning(
        CHECK,
        'forwarded_host_passed',
        'The proxy passes on an X-Forwarded-Host that a visitor has made up.',
        'Let the proxy set X-Forwarded-Host itself, or remove it.',
      ),
    ]
  }
  const receivedHost = trusted && isProxied && forwardedHost !== null ? forwardedHost : probe.host
  if (receivedHost.toLowerCase() === new URL(baseUrl).host) return []
  return [
    failure(
      CHECK,
      'unknown_host',
      `Requests to ${baseUrl} arrive for the host ${JSON.stringify(receivedHost.slice(0, 100))}, so every page is refused.`,
      'Let the proxy pass the Host on (nginx: proxy_set_header Host $http_host), or mend BASE_URL.',
    ),
  ]
}

function checkTrust(probe: ProxyProbeResult, { trustProxy }: Settings, isProxied: boolean): Finding[] {
  const { trusted, peer, forwardedFor, client } = probe
  if (!trusted && isProxied && forwardedFor !== null) {
    return [
      failure(
        CHECK,
        'trust_proxy_missing',
        `Requests come through a proxy at ${peer ?? 'an unknown address'}, and TRUST_PROXY does not name it: all visitors count as one, also where tries are limited.`,
        `Set TRUST_PROXY=${peer ?? 'the address of the proxy'}, if that is your proxy.`,
      ),
    ]
  }
  if (!trusted && !isProxied && trustProxy.length > 0) {
    return [
      warning(
        CHECK,
        'trust_proxy_unused',
        `TRUST_PROXY is set, but this request came straight from ${peer ?? 'an unknown address'}, through no proxy.`,
        'If the proxy is passed by from here only, all is well; else remove TRUST_PROXY.',
      ),
    ]
  }
  const lastHop = forwardedFor?.split(',').at(-1)?.trim()
  if (trusted && isProxied && client === PROBE_VALUES.address && lastHop !== undefined && isPublic(lastHop)) {
    return [
      failure(
        CHECK,
        'trust_proxy_too_wide',
        `TRUST_PROXY names ${lastHop}, from where this request came: whoever sits there may say what address they like.`,
        'Name the addresses of your proxies, and no others.',
      ),
    ]
  }
  return []
}

function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

function checkScheme(
  { forwardedProto }: ProxyProbeResult,
  { baseUrl }: Settings,
  isProxied: boolean,
): Finding[] {
  if (!isProxied || forwardedProto === null || !baseUrl.startsWith('https:')) return []
  if (forwardedProto.toLowerCase() === 'https') return []
  return [
    warning(
      CHECK,
      'forwarded_proto_http',
      'The proxy says that this request came by http, though it was sent by https.',
      'Something before that proxy does TLS; make sure that http is redirected there.',
    ),
  ]
}

/** The running server may have been started with other settings than those that are looked at. */
function checkSettingsMatch(probe: ProxyProbeResult, { baseUrl, production }: Settings): Finding[] {
  if (probe.baseUrl === baseUrl && probe.production === production) return []
  const what = probe.baseUrl === baseUrl ? 'NODE_ENV' : 'BASE_URL'
  return [
    warning(
      CHECK,
      'settings_differ',
      `The running server has another ${what} than this command.`,
      'Run this with the environment of the server, or restart the server.',
    ),
  ]
}

/** What a visitor could make up; what becomes of it on the way shows what stands there. Reserved by RFC 5737 and 2606. */
export const PROBE_VALUES = { address: '192.0.2.1', host: 'made-up.invalid' } as const

const ProxyProbeResultSchema = z.object({
  host: z.string(),
  forwardedHost: z.string().nullable(),
  forwardedFor: z.string().nullable(),
  forwardedProto: z.string().nullable(),
  peer: z.string().nullable(),
  trusted: z.boolean(),
  client: z.string().nullable(),
  baseUrl: z.string(),
  production: z.boolean(),
})
/** How a request to the public address has arrived at the server. */
export type ProxyProbeResult = z.infer<typeof ProxyProbeResultSchema>

/** What came back from the public address. */
export type ProbeResponse =
  | { readonly kind: 'arrived'; readonly probe: ProxyProbeResult; readonly date: string | null }
  | { readonly kind: 'other'; readonly status: number; readonly location: string | null }
  | { readonly kind: 'nothing'; readonly reason: string }

/** Asks the server, by its public address, how this very request arrives there. */
export async function sendProxyProbe(
  { baseUrl, sessionKeys }: Pick<Settings, 'baseUrl' | 'sessionKeys'>,
  now: Date,
): Promise<ProbeResponse> {
  const fetch = createHttpClient({ allowPrivate: true })
  const headers = {
    [PROBE_HEADER]: signProbe(new Signer(sessionKeys), now),
    'x-forwarded-for': PROBE_VALUES.address,
    'x-forwarded-host': PROBE_VALUES.host,
  }
  try {
    const response = await fetch(baseUrl + PROBE_PATH, { headers })
    const body: unknown = await response.json().catch(() => null)
    const parsed = ProxyProbeResultSchema.safeParse(body)
    if (response.status === 200 && parsed.success)
      return { kind: 'arrived', probe: parsed.data, date: response.headers.get('date') }
    return { kind: 'other', status: response.status, location: response.headers.get('location') }
  } catch (error) {
    return { kind: 'nothing', reason: error instanceof Error ? error.message : 'an unknown failure' }
  } finally {
    fetch.destroy()
  }
}

/** Whether the server answers on this machine, whatever its public address is. */
export async function respondsLocally({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<boolean> {
  const fetch = createHttpClient({ allowPrivate: true })
  const urlHost =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  try {
    return (await fetch(`http://${urlHost}:${port}/healthz`)).status === 200
  } catch {
    return false
  } finally {
    fetch.destroy()
  }
}
