import type { RequestOptions } from 'node:http'
import { isIP } from 'node:net'
import { isPublicAddress } from './addresses.js'
import { HttpClientError } from './error.js'

/** A request in the terms of `fetch`, as far as openid-client uses them. */
export interface HttpRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | URLSearchParams | ArrayBuffer | ReadableStream | null | undefined
  /** Nothing is ever followed. */
  readonly redirect?: 'manual'
  readonly signal?: AbortSignal
}

/** In bytes; larger headers end the call. */
const MAX_HEADER_BYTES = 16_384

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/**
 * The URL to call, if we may, by what it says itself. Names are judged when they are resolved.
 * @throws OutboundError refused-address
 */
export function assertAllowedUrl(url: string | URL, allowPrivate: boolean): URL {
  if (!URL.canParse(String(url))) throw new HttpClientError('refused-address', 'this is not a URL')
  const target = new URL(url)
  const { protocol, hostname, username, password } = target
  if (protocol !== 'https:' && !(protocol === 'http:' && allowPrivate)) {
    throw new HttpClientError('refused-address', `${protocol} addresses are not called`)
  }
  if (username !== '' || password !== '') {
    throw new HttpClientError('refused-address', 'an address with a user name in it is not called')
  }
  // A socket does not look up what is an address already, so literal ones are judged here.
  if (!allowPrivate && isIP(withoutBrackets(hostname)) !== 0 && !isPublicAddress(withoutBrackets(hostname))) {
    throw new HttpClientError('refused-address', `${hostname} is not a public address`)
  }
  return target
}

/** The body as it is sent. */
export function readRequestBody({ body }: HttpRequest): string | Uint8Array | null {
  if (body === null || body === undefined) return null
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (body instanceof URLSearchParams) return body.toString()
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  throw new TypeError('a stream cannot be sent')
}

/** The request in the terms of node:http. */
export function toRequestOptions(target: URL, request: HttpRequest): RequestOptions {
  const { protocol, hostname, port, pathname, search } = target
  return {
    protocol,
    hostname: withoutBrackets(hostname),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    path: pathname + search,
    method: request.method ?? 'GET',
    headers: { ...request.headers },
    maxHeaderSize: MAX_HEADER_BYTES,
  }
}
