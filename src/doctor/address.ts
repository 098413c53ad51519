import ipaddr from 'ipaddr.js'
import { isLoopback } from '../settings/http.js'
import type { Settings } from '../settings/settings.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'
import { checkProxyHeaders, type ProbeResponse, respondsLocally, sendProxyProbe } from './proxy.js'

const CHECK = 'address'

/** Checks that requests to BASE_URL reach the server, and that it sees them as they were sent. */
export async function checkAddress({ settings, clock }: DoctorContext): Promise<readonly Finding[]> {
  const response = await sendProxyProbe(settings, clock())
  const findings = [
    ...checkProduction(settings),
    ...settings.trustProxy.flatMap(checkProxyRange),
    ...(await checkReachable(response, settings, clock())),
  ]
  const okMessage = `${settings.baseUrl} reaches the server, and requests arrive unchanged.`
  return findings.length === 0 ? [pass(CHECK, okMessage)] : findings
}

function checkProduction({ production: isProduction, baseUrl }: Settings): Finding[] {
  if (isProduction || isLoopback(new URL(baseUrl).hostname)) return []
  return [
    failure(
      CHECK,
      'not_production',
      `NODE_ENV is not "production", although ${baseUrl} is not an address of this machine: anyone can sign in with Demo ID.`,
      'Set NODE_ENV=production.',
    ),
  ]
}

/** Warns of a range that is so wide that it contains visitors, not only proxies. */
function checkProxyRange(entry: string): Finding[] {
  if (!entry.includes('/')) return []
  const [address, bits] = ipaddr.parseCIDR(entry)
  const isPrivate = !['unicast'].includes(address.range()) && bits > 0
  const minBits = address.kind() === 'ipv4' ? 16 : 32
  if (bits >= minBits || (isPrivate && bits >= 7)) return []
  return [
    failure(
      CHECK,
      'trust_proxy_too_wide',
      `TRUST_PROXY contains ${entry}, a range so wide that it includes visitors, who could then claim any IP address.`,
      'List only the addresses of your proxies.',
    ),
  ]
}

async function checkReachable(response: ProbeResponse, settings: Settings, now: Date): Promise<Finding[]> {
  const { baseUrl, host, port } = settings
  if (response.kind === 'arrived') return checkProxyHeaders(response, settings, now)
  const isLocal = response.kind === 'nothing' || isGatewayError(response.status)
  if (isLocal && !(await respondsLocally(settings))) return [serverDown(response, settings)]
  if (response.kind === 'other') {
    const redirect =
      response.location === null ? '' : `, redirecting to ${readOrigin(response.location, baseUrl)}`
    return [
      failure(
        CHECK,
        'address_elsewhere',
        `${baseUrl} responds (status ${response.status}${redirect}), but it is not this server, or its SESSION_KEYS differ.`,
        'Check where the proxy forwards BASE_URL, and compare SESSION_KEYS with those of the running server.',
      ),
    ]
  }
  return [
    failure(
      CHECK,
      'address_unreachable',
      `The server is running on ${host}, port ${port}, but ${baseUrl} does not reach it: ${response.reason}.`,
      'Fix BASE_URL, the DNS name, the certificate or the proxy. If only this machine cannot reach the address, run this command elsewhere.',
    ),
  ]
}

/** Whether a proxy says that the server behind it does not respond (RFC 9110 section 15.6). */
function isGatewayError(status: number): boolean {
  return status >= 502 && status <= 504
}

function serverDown(response: ProbeResponse, { baseUrl, host, port }: Settings): Finding {
  const place = `on ${host}, port ${port}`
  return response.kind === 'other'
    ? failure(
        CHECK,
        'server_down',
        `The proxy at ${baseUrl} responds with status ${response.status}, because no server responds ${place}.`,
        'Start the server and run this command again. If it runs on another machine, run this command there.',
      )
    : warning(
        CHECK,
        'server_down',
        `No server responds at ${baseUrl} or ${place}, so the proxy could not be checked.`,
        'Start the server and run this command again.',
      )
}

function readOrigin(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).origin : 'an invalid address'
}
