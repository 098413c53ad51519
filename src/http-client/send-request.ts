import { message } from '../locales/messages.js'
import {
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
  type RequestOptions,
} from 'node:http'
import { request as httpsRequest } from 'node:https'
import { ACCEPT_ENCODING, decodeBody, decodeText } from './content-coding.js'
import { describeConnectionError, HttpClientError } from './errors.js'
import { providerCause } from '../provider-causes.js'
import { withoutBrackets } from './public-address.js'

/** A request that is ready to be sent, and the limits of its response. */
export interface SendOptions {
  readonly options: RequestOptions
  readonly body: string | Uint8Array | null
  /** In bytes: the maximum size of the response body. */
  readonly maxBytes: number
  /** When the request ends at the latest, also while it waits for a socket: a time of `performance.now()`. */
  readonly deadline: number
  /** Makes the error of a request that is not complete by then. */
  readonly createError: () => HttpClientError
  /**
   * Aborts the request before its deadline. Its reason, an HttpClientError or one of the caller's, is the error of the
   * request. The deadline has a timer instead of a signal, because two joined signals take longer than the rest of the
   * client's work.
   */
  readonly signal: AbortSignal | null
}

/** A kept-alive connection was closed before any byte of the response, so the server may not have seen the request. */
export class StaleConnectionError extends HttpClientError {}

type Reject = (error: NodeJS.ErrnoException) => void

/**
 * Sends one request and reads the whole response. Redirects are not followed; a redirect is a response like any other.
 * @throws HttpClientError
 */
export function sendRequest(options: SendOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    let hasResponse = false
    const request =
      options.options.protocol === 'https:' ? httpsRequest(options.options) : httpRequest(options.options)
    const { signal, createError } = options
    const stopWaiting = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
    }
    const fail: Reject = (error) => {
      stopWaiting()
      reject(toSendError(request, hasResponse, error))
      request.destroy()
    }
    const stop = (): void => {
      const reason: unknown = signal?.reason
      fail(
        reason instanceof HttpClientError
          ? reason
          : new HttpClientError('timeout', message('network.gaveUp'), {
              cause: reason,
              providerCause: providerCause('network_slow'),
            }),
      )
    }
    const timer = setTimeout(() => {
      fail(createError())
    }, options.deadline - performance.now())
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop)
    request.on('response', (incoming) => {
      hasResponse = true
      readBody(incoming, options.maxBytes, fail, (body) => {
        decodeBody(body, incoming.headers['content-encoding'], options.maxBytes)
          .then((decoded) => {
            resolve(toResponse(incoming, decoded))
            stopWaiting()
          })
          .catch((cause: unknown) => {
            // The platform's Response rejects some statuses and headers.
            const error = new HttpClientError('connection', message('network.notHttp'), {
              cause,
              providerCause: providerCause('network_closed'),
            })
            fail(cause instanceof HttpClientError ? cause : error)
          })
      })
    })
    request.on('error', fail)
    // A response with status 101, for example, closes the connection without a response event.
    request.on('close', () => {
      if (!hasResponse)
        fail(
          new HttpClientError('connection', message('network.closedEarly'), {
            providerCause: providerCause('network_closed'),
          }),
        )
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
    return new StaleConnectionError('connection', message('network.stale'), {
      cause: error,
      providerCause: providerCause('network_closed'),
    })
  }
  return describeConnectionError(error)
}

function readBody(
  incoming: IncomingMessage,
  maxBytes: number,
  fail: Reject,
  done: (body: Buffer) => void,
): void {
  const chunks: Buffer[] = []
  let size = Number(incoming.headers['content-length'] ?? 0)
  const rejectTooLarge = (): void => {
    fail(
      new HttpClientError('too-large', message('network.tooLarge', { bytes: String(maxBytes) }), {
        providerCause: providerCause('network_too_large'),
      }),
    )
  }
  incoming.on('error', fail)
  if (size > maxBytes) {
    rejectTooLarge()
    return
  }
  size = 0
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) rejectTooLarge()
    else chunks.push(chunk)
  })
  incoming.on('end', () => {
    done(Buffer.concat(chunks))
  })
}

/** Headers about the body as it was sent; the body of the response is decoded. */
const CODED_BODY_HEADERS = new Set(['content-encoding', 'content-length'])

function toResponse(incoming: IncomingMessage, body: Buffer): BufferedResponse {
  const raw = incoming.rawHeaders
  const headers: [string, string][] = []
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? ''
    if (!CODED_BODY_HEADERS.has(name.toLowerCase())) headers.push([name, raw[i + 1] ?? ''])
  }
  return new BufferedResponse(body, { status: incoming.statusCode ?? 0, headers })
}

/** The options of `fetch` that openid-client uses. */
export interface HttpRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | URLSearchParams | ArrayBuffer | ReadableStream | null | undefined
  /** Redirects are never followed. */
  readonly redirect?: 'manual'
  readonly signal?: AbortSignal
}

/** In bytes: larger response headers end the call. */
const MAX_HEADER_BYTES = 16_384

/** The body of a request, as it is sent. */
export function readRequestBody({ body }: HttpRequest): string | Uint8Array | null {
  if (body === null || body === undefined) return null
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (body instanceof URLSearchParams) return body.toString()
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  throw new TypeError('a stream cannot be sent')
}

/** The options for node:http. */
export function toRequestOptions(target: URL, request: HttpRequest): RequestOptions {
  const { protocol, hostname, port, pathname, search } = target
  return {
    protocol,
    hostname: withoutBrackets(hostname),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    path: pathname + search,
    method: request.method ?? 'GET',
    headers: { 'accept-encoding': ACCEPT_ENCODING, ...request.headers },
    maxHeaderSize: MAX_HEADER_BYTES,
  }
}

/**
 * A Response whose body was already read in full. Its `body` is null: the platform's Response would wrap the bytes in a
 * stream and collect them again, which costs several times as much as the rest of the call.
 */
export class BufferedResponse extends Response {
  override readonly text: () => Promise<string>
  override readonly json: () => Promise<unknown>
  override readonly arrayBuffer: () => Promise<ArrayBuffer>
  override readonly clone: () => BufferedResponse

  constructor(body: Buffer, init: { readonly status: number; readonly headers: [string, string][] }) {
    super(null, init)
    this.text = () => Promise.resolve(decodeText(body, this.headers.get('content-type')))
    this.json = async () => JSON.parse(await this.text()) as unknown
    this.arrayBuffer = () => Promise.resolve(new Uint8Array(body).buffer)
    this.clone = () => new BufferedResponse(body, init)
  }
}

/** A response with this value as JSON. */
export function jsonResponse(value: unknown, status = 200): BufferedResponse {
  const headers: [string, string][] = [['content-type', 'application/json']]
  return new BufferedResponse(Buffer.from(JSON.stringify(value)), { status, headers })
}
