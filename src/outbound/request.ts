import type { RequestOptions } from 'node:http'
import { isIP } from 'node:net'
import { isPublicAddress } from './addresses.js'
import { OutboundError } from './error.js'

/** A request in the terms of `fetch`, as far as openid-client uses them. */
export interface OutboundRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | URLSearchParams | ArrayBuffer | ReadableStream | null | undefined
  /** Nothing is ever followed. */
  readonly redirect?: 'manual'
  readonly signal?: AbortSignal
}

/** In bytes; larger headers end the call. */
const MAX_HEADER_BYTES = 16_384

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/**
 * The URL to call, if we may, by what it says itself. Names are judged when they are resolved.
 * @throws OutboundError refused-address
 */
export function allowedTarget(url: string | URL, allowPrivate: boolean): URL {
  if (!URL.canParse(String(url))) throw new OutboundError('refused-address', 'this is not a URL')
  const target = new URL(url)
  const { protocol, hostname, username, password } = target
  if (protocol !== 'https:' && !(protocol === 'http:' && allowPrivate)) {
    throw new OutboundError('refused-address', `${protocol} addresses are not called`)
  }
  if (username !== '' || password !== '') {
    throw new OutboundError('refused-address', 'an address with a user name in it is not called')
  }
  // A socket does not look up what is an address already, so literal ones are judged here.
  if (!allowPrivate && isIP(bare(hostname)) !== 0 && !isPublicAddress(bare(hostname))) {
    throw new OutboundError('refused-address', `${hostname} is not a public address`)
  }
  return target
}

/** The body as it is sent. */
export function bodyOf({ body }: OutboundRequest): string | Uint8Array | null {
  if (body === null || body === undefined) return null
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (body instanceof URLSearchParams) return body.toString()
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  throw new TypeError('a stream cannot be sent')
}

/** The request in the terms of node:http. */
export function requestOptions(target: URL, request: OutboundRequest): RequestOptions {
  const { protocol, hostname, port, pathname, search } = target
  return {
    protocol,
    hostname: bare(hostname),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    path: pathname + search,
    method: request.method ?? 'GET',
    headers: { ...request.headers },
    maxHeaderSize: MAX_HEADER_BYTES,
  }
}
