import ipaddr from 'ipaddr.js'
import type { Settings } from '../../settings/settings.js'
import { type Answered, type Arrival, MADE_UP } from './ask-arrival.js'
import { differs } from './clock.js'
import { failure, type Finding, warning } from './finding.js'

const CHECK = 'address'

/** What is wrong with the way of a request from the public address to the server. */
export function judgeArrival(
  { arrival, date }: Extract<Answered, { kind: 'arrived' }>,
  settings: Settings,
  now: Date,
): Finding[] {
  // A proxy adds the address it sees, or removes what a visitor says of it.
  const proxied = arrival.forwardedFor !== MADE_UP.address
  return [
    ...host(arrival, settings, proxied),
    ...trust(arrival, settings, proxied),
    ...scheme(arrival, settings, proxied),
    ...same(arrival, settings),
    ...differs(CHECK, 'the server', date, now),
  ]
}

function host(arrival: Arrival, { baseUrl }: Settings, proxied: boolean): Finding[] {
  const { trusted, forwardedHost } = arrival
  if (trusted && proxied && forwardedHost === MADE_UP.host) {
    return [
      warning(
        CHECK,
        'forwarded_host_passed',
        'The proxy passes on an X-Forwarded-Host that a visitor has made up.',
        'Let the proxy set X-Forwarded-Host itself, or remove it.',
      ),
    ]
  }
  const arrived = trusted && proxied && forwardedHost !== null ? forwardedHost : arrival.host
  if (arrived.toLowerCase() === new URL(baseUrl).host) return []
  return [
    failure(
      CHECK,
      'unknown_host',
      `Requests to ${baseUrl} arrive for the host ${JSON.stringify(arrived.slice(0, 100))}, so every page is refused.`,
      'Let the proxy pass the Host on (nginx: proxy_set_header Host $http_host), or mend BASE_URL.',
    ),
  ]
}

function trust(arrival: Arrival, { trustProxy }: Settings, proxied: boolean): Finding[] {
  const { trusted, peer, forwardedFor, client } = arrival
  if (!trusted && proxied && forwardedFor !== null) {
    return [
      failure(
        CHECK,
        'trust_proxy_missing',
        `Requests come through a proxy at ${peer ?? 'an unknown address'}, and TRUST_PROXY does not name it: all visitors count as one, also where tries are limited.`,
        `Set TRUST_PROXY=${peer ?? 'the address of the proxy'}, if that is your proxy.`,
      ),
    ]
  }
  if (!trusted && !proxied && trustProxy.length > 0) {
    return [
      warning(
        CHECK,
        'trust_proxy_unused',
        `TRUST_PROXY is set, but this request came straight from ${peer ?? 'an unknown address'}, through no proxy.`,
        'If the proxy is passed by from here only, all is well; else remove TRUST_PROXY.',
      ),
    ]
  }
  const seen = forwardedFor?.split(',').at(-1)?.trim()
  if (trusted && proxied && client === MADE_UP.address && seen !== undefined && isPublic(seen)) {
    return [
      failure(
        CHECK,
        'trust_proxy_too_wide',
        `TRUST_PROXY names ${seen}, from where this request came: whoever sits there may say what address they like.`,
        'Name the addresses of your proxies, and no others.',
      ),
    ]
  }
  return []
}

function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

function scheme({ forwardedProto }: Arrival, { baseUrl }: Settings, proxied: boolean): Finding[] {
  if (!proxied || forwardedProto === null || !baseUrl.startsWith('https:')) return []
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
function same(arrival: Arrival, { baseUrl, production }: Settings): Finding[] {
  if (arrival.baseUrl === baseUrl && arrival.production === production) return []
  const what = arrival.baseUrl === baseUrl ? 'NODE_ENV' : 'BASE_URL'
  return [
    warning(
      CHECK,
      'settings_differ',
      `The running server has another ${what} than this command.`,
      'Run this with the environment of the server, or restart the server.',
    ),
  ]
}
