import {
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
  type RequestOptions,
} from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { describeConnectionError, HttpClientError } from './errors.js'
import { isPublicAddress } from './public-address.js'

/** One request, ready to be sent, and what its answer may be. */
export interface SendOptions {
  readonly options: RequestOptions
  readonly body: string | Uint8Array | null
  /** In bytes, of the body of the answer. */
  readonly maxBytes: number
  /** Ends the request, also while that waits for a socket; its reason is the HttpClientError to end in, or the caller's own. */
  readonly signal: AbortSignal
}

/** A kept socket turned out to be closed before any byte of an answer: the server may not have seen the request. */
export class StaleConnectionError extends HttpClientError {}

type Reject = (error: NodeJS.ErrnoException) => void

/**
 * Sends one request and reads the whole answer; a redirect is an answer like any other.
 * @throws OutboundError
 */
export function sendRequest(options: SendOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    let hasResponse = false
    const request =
      options.options.protocol === 'https:' ? httpsRequest(options.options) : httpRequest(options.options)
    const fail: Reject = (error) => {
      options.signal.removeEventListener('abort', stop)
      reject(toSendError(request, hasResponse, error))
      request.destroy()
    }
    const stop = (): void => {
      const reason: unknown = options.signal.reason
      fail(
        reason instanceof HttpClientError
          ? reason
          : new HttpClientError('timeout', 'the caller gave up', { cause: reason }),
      )
    }
    if (options.signal.aborted) stop()
    else options.signal.addEventListener('abort', stop)
    request.on('response', (message) => {
      hasResponse = true
      readBody(message, options.maxBytes, fail, (body) => {
        options.signal.removeEventListener('abort', stop)
        resolve(toResponse(message, body))
      })
    })
    request.on('error', fail)
    // An answer of status 101, for example, closes the connection and says nothing else.
    request.on('close', () => {
      if (!hasResponse) fail(new HttpClientError('connection', 'the connection was closed without an answer'))
    })
    request.end(options.body)
  })
}

function toSendError(
  request: ClientRequest,
  hasResponse: boolean,
  error: NodeJS.ErrnoException,
): HttpClientError {
  if (error instanceof HttpClientError) return error
  if (!hasResponse && request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) {
    return new StaleConnectionError('connection', 'a kept connection was closed', { cause: error })
  }
  return describeConnectionError(error)
}

function readBody(
  message: IncomingMessage,
  maxBytes: number,
  fail: Reject,
  done: (body: Buffer) => void,
): void {
  const chunks: Buffer[] = []
  let size = Number(message.headers['content-length'] ?? 0)
  const rejectTooLarge = (): void => {
    fail(new HttpClientError('too-large', `the answer is larger than ${maxBytes} bytes`))
  }
  message.on('error', fail)
  if (size > maxBytes) {
    rejectTooLarge()
    return
  }
  size = 0
  message.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) rejectTooLarge()
    else chunks.push(chunk)
  })
  message.on('end', () => {
    try {
      done(Buffer.concat(chunks))
    } catch (cause) {
      // A status or a header that the platform's Response does not take.
      fail(new HttpClientError('connection', 'the answer is not sound HTTP', { cause }))
    }
  })
}

function toResponse(message: IncomingMessage, body: Buffer): BufferedResponse {
  const raw = message.rawHeaders
  const headers: [string, string][] = []
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([raw[i] ?? '', raw[i + 1] ?? ''])
  return new BufferedResponse(body, { status: message.statusCode ?? 0, headers })
}

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

/**
 * A Response whose body has been read in full already. Its `body` is null: the platform's Response would wrap
 * the bytes in a stream only to collect them again, at several times the cost of all else it does.
 */
export class BufferedResponse extends Response {
  override readonly text: () => Promise<string>
  override readonly json: () => Promise<unknown>
  override readonly arrayBuffer: () => Promise<ArrayBuffer>
  override readonly clone: () => BufferedResponse

  constructor(body: Buffer, init: { readonly status: number; readonly headers: [string, string][] }) {
    super(null, init)
    this.text = () => Promise.resolve(body.toString('utf8'))
    this.json = async () => JSON.parse(await this.text()) as unknown
    this.arrayBuffer = () => Promise.resolve(new Uint8Array(body).buffer)
    this.clone = () => new BufferedResponse(body, init)
  }
}

/** A response that says this in JSON. */
export function jsonResponse(value: unknown, status = 200): BufferedResponse {
  const headers: [string, string][] = [['content-type', 'application/json']]
  return new BufferedResponse(Buffer.from(JSON.stringify(value)), { status, headers })
}
