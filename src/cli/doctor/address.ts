import ipaddr from 'ipaddr.js'
import { isLoopback } from '../../settings/http.js'
import type { Settings } from '../../settings/settings.js'
import { type DoctorContext, failure, type Finding, pass, warning } from './finding.js'
import { checkProxyHeaders, type ProbeResponse, respondsLocally, sendProxyProbe } from './proxy.js'

const CHECK = 'address'

/** Whether requests to BASE_URL arrive, and arrive as the server believes. */
export async function checkAddress({ settings, clock }: DoctorContext): Promise<readonly Finding[]> {
  const response = await sendProxyProbe(settings, clock())
  const findings = [
    ...checkProduction(settings),
    ...settings.trustProxy.flatMap(checkProxyRange),
    ...(await checkReachable(response, settings, clock())),
  ]
  const okMessage = `${settings.baseUrl} leads to the server, and requests arrive as they should.`
  return findings.length === 0 ? [pass(CHECK, okMessage)] : findings
}

function checkProduction({ production: isProduction, baseUrl }: Settings): Finding[] {
  if (isProduction || isLoopback(new URL(baseUrl).hostname)) return []
  return [
    failure(
      CHECK,
      'not_production',
      `NODE_ENV is not "production", and ${baseUrl} is no address of this machine: Demo ID lets everybody in.`,
      'Set NODE_ENV=production.',
    ),
  ]
}

/** Ranges so wide that visitors, and not only proxies, are in them. */
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
      `TRUST_PROXY names ${entry}: so many addresses are never proxies alone, and each of them may say what it likes of its visitors.`,
      'Name the addresses of your proxies, and no others.',
    ),
  ]
}

async function checkReachable(response: ProbeResponse, settings: Settings, now: Date): Promise<Finding[]> {
  const { baseUrl, host, port } = settings
  if (response.kind === 'arrived') return checkProxyHeaders(response, settings, now)
  if (response.kind === 'other') {
    const to = response.location === null ? '' : `, to ${readOrigin(response.location, baseUrl)}`
    return [
      failure(
        CHECK,
        'address_elsewhere',
        `${baseUrl} answers (status ${response.status}${to}), but not as this server with these SESSION_KEYS.`,
        'Compare BASE_URL with where the proxy leads, and SESSION_KEYS with those of the running server.',
      ),
    ]
  }
  if (!(await respondsLocally(settings))) {
    return [
      warning(
        CHECK,
        'server_down',
        `No server answers, neither at ${baseUrl} nor on ${host}, port ${port}: how requests arrive was not looked at.`,
        'Start the server, and run this again.',
      ),
    ]
  }
  return [
    failure(
      CHECK,
      'address_unreachable',
      `The server runs on ${host}, port ${port}, but ${baseUrl} does not lead to it: ${response.reason}.`,
      'Mend BASE_URL, the name, the certificate or the proxy. If only this machine cannot reach it, run this elsewhere.',
    ),
  ]
}

function readOrigin(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).origin : 'no address'
}
