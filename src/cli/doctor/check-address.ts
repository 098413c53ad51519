import ipaddr from 'ipaddr.js'
import { isLoopback } from '../../settings/base-url.js'
import type { Settings } from '../../settings/settings.js'
import { answersHere, askArrival, type Answered } from './ask-arrival.js'
import { judgeArrival } from './judge-arrival.js'
import { failure, fine, type Finding, warning } from './finding.js'
import type { Patient } from './patient.js'

const CHECK = 'address'

/** Whether requests to BASE_URL arrive, and arrive as the server believes. */
export async function checkAddress({ settings, now }: Patient): Promise<readonly Finding[]> {
  const answered = await askArrival(settings, now())
  const found = [
    ...production(settings),
    ...settings.trustProxy.flatMap(tooWide),
    ...(await judge(answered, settings, now())),
  ]
  const well = `${settings.baseUrl} leads to the server, and requests arrive as they should.`
  return found.length === 0 ? [fine(CHECK, well)] : found
}

function production({ production: isProduction, baseUrl }: Settings): Finding[] {
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
function tooWide(entry: string): Finding[] {
  if (!entry.includes('/')) return []
  const [address, bits] = ipaddr.parseCIDR(entry)
  const isPrivate = !['unicast'].includes(address.range()) && bits > 0
  const least = address.kind() === 'ipv4' ? 16 : 32
  if (bits >= least || (isPrivate && bits >= 7)) return []
  return [
    failure(
      CHECK,
      'trust_proxy_too_wide',
      `TRUST_PROXY names ${entry}: so many addresses are never proxies alone, and each of them may say what it likes of its visitors.`,
      'Name the addresses of your proxies, and no others.',
    ),
  ]
}

async function judge(answered: Answered, settings: Settings, now: Date): Promise<Finding[]> {
  const { baseUrl, host, port } = settings
  if (answered.kind === 'arrived') return judgeArrival(answered, settings, now)
  if (answered.kind === 'other') {
    const to = answered.location === null ? '' : `, to ${originOf(answered.location, baseUrl)}`
    return [
      failure(
        CHECK,
        'address_elsewhere',
        `${baseUrl} answers (status ${answered.status}${to}), but not as this server with these SESSION_KEYS.`,
        'Compare BASE_URL with where the proxy leads, and SESSION_KEYS with those of the running server.',
      ),
    ]
  }
  if (!(await answersHere(settings))) {
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
      `The server runs on ${host}, port ${port}, but ${baseUrl} does not lead to it: ${answered.why}.`,
      'Mend BASE_URL, the name, the certificate or the proxy. If only this machine cannot reach it, run this elsewhere.',
    ),
  ]
}

function originOf(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).origin : 'no address'
}
