import ipaddr from 'ipaddr.js'
import type { Settings } from '../../settings/settings.js'
import { type ProbeResponse, type ProxyProbeResult, PROBE_VALUES } from './ask-arrival.js'
import { clockSkewFinding } from './clock.js'
import { failure, type Finding, warning } from './finding.js'

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
