import ipaddr from 'ipaddr.js'
import { type Message, message } from '../locales/messages.js'
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
  return findings.length === 0
    ? [pass(CHECK, message('doctor.address.ok', { address: settings.baseUrl }))]
    : findings
}

function checkProduction({ production: isProduction, baseUrl }: Settings): Finding[] {
  if (isProduction || isLoopback(new URL(baseUrl).hostname)) return []
  return [
    failure(
      CHECK,
      'not_production',
      message('doctor.not_production.message', { address: baseUrl }),
      message('doctor.not_production.advice'),
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
      message('doctor.trust_proxy_too_wide.range', { range: entry }),
      message('doctor.trust_proxy_too_wide.advice'),
    ),
  ]
}

async function checkReachable(response: ProbeResponse, settings: Settings, now: Date): Promise<Finding[]> {
  const { baseUrl, host, port } = settings
  if (response.kind === 'arrived') return checkProxyHeaders(response, settings, now)
  const isLocal = response.kind === 'nothing' || isGatewayError(response.status)
  if (isLocal && !(await respondsLocally(settings))) return [serverDownFinding(response, settings)]
  if (response.kind === 'other') {
    const answer = { address: baseUrl, status: response.status }
    const text =
      response.location === null
        ? message('doctor.address_elsewhere.message', answer)
        : message('doctor.address_elsewhere.redirect', {
            ...answer,
            target: readOrigin(response.location, baseUrl),
          })
    return [failure(CHECK, 'address_elsewhere', text, message('doctor.address_elsewhere.advice'))]
  }
  return [
    failure(
      CHECK,
      'address_unreachable',
      message('doctor.address_unreachable.message', {
        host,
        port: String(port),
        address: baseUrl,
        reason: response.reason,
      }),
      message('doctor.address_unreachable.advice'),
    ),
  ]
}

/** Whether a proxy says that the server behind it does not respond (RFC 9110 section 15.6). */
function isGatewayError(status: number): boolean {
  return status >= 502 && status <= 504
}

function serverDownFinding(response: ProbeResponse, { baseUrl, host, port }: Settings): Finding {
  const place = { address: baseUrl, host, port: String(port) }
  return response.kind === 'other'
    ? failure(
        CHECK,
        'server_down',
        message('doctor.server_down.proxy', { ...place, status: response.status }),
        message('doctor.server_down.proxyAdvice'),
      )
    : warning(
        CHECK,
        'server_down',
        message('doctor.server_down.direct', place),
        message('doctor.server_down.directAdvice'),
      )
}

function readOrigin(location: string, base: string): string | Message {
  return URL.canParse(location, base)
    ? new URL(location, base).origin
    : message('doctor.address_elsewhere.invalid')
}
