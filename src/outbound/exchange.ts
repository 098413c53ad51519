import { request as httpRequest } from 'node:http'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BufferedResponse } from './buffered-response.js'
import { describeConnectionError } from './call-failure.js'
import { HttpClientError } from './error.js'

/** One request, ready to be sent, and what its answer may be. */
export interface SendOptions {
  readonly options: RequestOptions
  readonly body: string | Uint8Array | null
  /** In bytes, of the body of the answer. */
  readonly maxBytes: number
  /** Aborted with the OutboundError to end in; effective also while the request waits for a socket. */
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
      fail(options.signal.reason instanceof Error ? options.signal.reason : new Error('stopped'))
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
