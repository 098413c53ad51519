import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { Signer } from '../crypto/signing.js'
import { createHttpClient } from '../http-client/http-client.js'
import { message, type MessageValue } from '../locales/messages.js'
import { parseForwardedHop, TrustedProxies } from '../middleware/client-info.js'
import { isSiteHost } from '../middleware/host-guard.js'
import { PROBE_HEADER, PROBE_PATH, signProbe } from '../middleware/proxy-probe.js'
import type { Settings } from '../settings/settings.js'
import { clockSkewFinding, failure, type Finding, toFailureReason, warning } from './finding.js'

const CHECK = 'address'

/** Compares the probe as it arrived at the server with the probe as it was sent, to find what the proxy changes. */
export function checkProxyHeaders(
  { probe, date }: Extract<ProbeResponse, { kind: 'arrived' }>,
  settings: Settings,
  now: Date,
): Finding[] {
  // A proxy appends the address it sees, or removes the header of the visitor.
  const isProxied = probe.forwardedFor !== PROBE_VALUES.address
  return [
    ...checkHost(probe, settings, isProxied),
    ...checkTrust(probe, settings, isProxied),
    ...checkScheme(probe, settings, isProxied),
    ...checkSettingsMatch(probe, settings),
    ...clockSkewFinding(CHECK, null, date, now),
  ]
}

function checkHost(probe: ProxyProbeResult, { baseUrl }: Settings, isProxied: boolean): Finding[] {
  const { trusted, forwardedHost } = probe
  // Without a forwarded host, the server looks at Host: a visitor's request has the one that the proxy sends.
  const isForged = trusted && isProxied && forwardedHost === PROBE_VALUES.host
  const usesHost = isForged || !trusted || !isProxied || forwardedHost === null
  const receivedHost = usesHost ? probe.host : forwardedHost
  const findings: Finding[] = []
  if (isForged) {
    findings.push(
      warning(
        CHECK,
        'forwarded_host_passed',
        message('doctor.forwarded_host_passed.message'),
        message('doctor.forwarded_host_passed.advice'),
      ),
    )
  }
  if (isSiteHost(receivedHost.toLowerCase(), new URL(baseUrl))) return findings
  return [
    failure(
      CHECK,
      'unknown_host',
      message('doctor.unknown_host.message', {
        address: baseUrl,
        host: JSON.stringify(receivedHost.slice(0, 100)),
      }),
      message('doctor.unknown_host.advice'),
    ),
    ...findings,
  ]
}

function checkTrust(probe: ProxyProbeResult, { trustProxy }: Settings, isProxied: boolean): Finding[] {
  const { trusted, peer, forwardedFor, client } = probe
  if (!trusted && isProxied && forwardedFor !== null) {
    return [
      failure(
        CHECK,
        'trust_proxy_missing',
        message('doctor.trust_proxy_missing.message', { peer: peer ?? message('doctor.unknownAddress') }),
        message('doctor.trust_proxy_missing.advice', { peer: peer ?? message('doctor.proxyAddress') }),
      ),
    ]
  }
  if (!trusted && !isProxied && trustProxy.length > 0) {
    return [
      warning(
        CHECK,
        'trust_proxy_unused',
        message('doctor.trust_proxy_unused.message', { peer: peer ?? message('doctor.unknownAddress') }),
        message('doctor.trust_proxy_unused.advice'),
      ),
    ]
  }
  const unreadable =
    trusted && isProxied && forwardedFor !== null
      ? new TrustedProxies(trustProxy).unreadableHop(forwardedFor)
      : null
  if (unreadable !== null) {
    return [
      failure(
        CHECK,
        'forwarded_for_unreadable',
        message('doctor.forwarded_for_unreadable.message', {
          value: JSON.stringify(unreadable.slice(0, 100)),
        }),
        message('doctor.forwarded_for_unreadable.advice'),
      ),
    ]
  }
  const lastHop = parseForwardedHop(forwardedFor?.split(',').at(-1) ?? '')
  if (trusted && isProxied && client === PROBE_VALUES.address && lastHop !== null && isPublic(lastHop)) {
    return [
      failure(
        CHECK,
        'trust_proxy_too_wide',
        message('doctor.trust_proxy_too_wide.source', { address: lastHop }),
        message('doctor.trust_proxy_too_wide.advice'),
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
      message('doctor.forwarded_proto_http.message'),
      message('doctor.forwarded_proto_http.advice'),
    ),
  ]
}

/** Compares the settings of this command with those of the running server. */
function checkSettingsMatch(probe: ProxyProbeResult, { baseUrl, production }: Settings): Finding[] {
  if (probe.baseUrl === baseUrl && probe.production === production) return []
  const setting = probe.baseUrl === baseUrl ? 'NODE_ENV' : 'BASE_URL'
  return [
    warning(
      CHECK,
      'settings_differ',
      message('doctor.settings_differ.message', { setting }),
      message('doctor.settings_differ.advice'),
    ),
  ]
}

/**
 * Values for forwarded headers that a visitor could forge. What arrives of them shows what the proxy does. The address
 * is reserved by RFC 5737, the host by RFC 2606.
 */
const PROBE_VALUES = { address: '192.0.2.1', host: 'made-up.invalid' } as const

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
/** The probe as it arrived at the server. */
export type ProxyProbeResult = z.infer<typeof ProxyProbeResultSchema>

/** The response of the public address: from this server, from another one, or none. */
export type ProbeResponse =
  | { readonly kind: 'arrived'; readonly probe: ProxyProbeResult; readonly date: string | null }
  | { readonly kind: 'other'; readonly status: number; readonly location: string | null }
  | { readonly kind: 'nothing'; readonly reason: MessageValue }

/** Sends a request to the public address, to which this server responds with the request as it arrived. */
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
    return { kind: 'nothing', reason: toFailureReason(error) }
  } finally {
    fetch.destroy()
  }
}

/** Whether the server responds on its own port on this machine, regardless of its public address. */
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
