import { request as httpRequest } from 'node:http'
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BufferedResponse } from './buffered-response.js'
import { callFailure } from './call-failure.js'
import { OutboundError } from './error.js'

/** One request, ready to be sent, and what its answer may be. */
export interface Exchange {
  readonly options: RequestOptions
  readonly body: string | Uint8Array | null
  /** In bytes, of the body of the answer. */
  readonly maxBytes: number
  /** Aborted with the OutboundError to end in; effective also while the request waits for a socket. */
  readonly signal: AbortSignal
}

/** A kept socket turned out to be closed before any byte of an answer: the server may not have seen the request. */
export class StaleSocket extends OutboundError {}

type Fail = (error: NodeJS.ErrnoException) => void

/**
 * Sends one request and reads the whole answer; a redirect is an answer like any other.
 * @throws OutboundError
 */
export function exchange(job: Exchange): Promise<Response> {
  return new Promise((resolve, reject) => {
    let answered = false
    const sent = job.options.protocol === 'https:' ? httpsRequest(job.options) : httpRequest(job.options)
    const fail: Fail = (error) => {
      job.signal.removeEventListener('abort', stop)
      reject(failure(sent, answered, error))
      sent.destroy()
    }
    const stop = (): void => {
      fail(job.signal.reason instanceof Error ? job.signal.reason : new Error('stopped'))
    }
    if (job.signal.aborted) stop()
    else job.signal.addEventListener('abort', stop)
    sent.on('response', (message) => {
      answered = true
      collect(message, job.maxBytes, fail, (body) => {
        job.signal.removeEventListener('abort', stop)
        resolve(toResponse(message, body))
      })
    })
    sent.on('error', fail)
    // An answer of status 101, for example, closes the connection and says nothing else.
    sent.on('close', () => {
      if (!answered) fail(new OutboundError('connection', 'the connection was closed without an answer'))
    })
    sent.end(job.body)
  })
}

function failure(sent: ClientRequest, answered: boolean, error: NodeJS.ErrnoException): OutboundError {
  if (error instanceof OutboundError) return error
  if (!answered && sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) {
    return new StaleSocket('connection', 'a kept connection was closed', { cause: error })
  }
  return callFailure(error)
}

function collect(message: IncomingMessage, maxBytes: number, fail: Fail, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  let size = Number(message.headers['content-length'] ?? 0)
  const refuse = (): void => {
    fail(new OutboundError('too-large', `the answer is larger than ${maxBytes} bytes`))
  }
  message.on('error', fail)
  if (size > maxBytes) {
    refuse()
    return
  }
  size = 0
  message.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > maxBytes) refuse()
    else chunks.push(chunk)
  })
  message.on('end', () => {
    try {
      done(Buffer.concat(chunks))
    } catch (cause) {
      // A status or a header that the platform's Response does not take.
      fail(new OutboundError('connection', 'the answer is not sound HTTP', { cause }))
    }
  })
}

function toResponse(message: IncomingMessage, body: Buffer): BufferedResponse {
  const raw = message.rawHeaders
  const headers: [string, string][] = []
  for (let at = 0; at + 1 < raw.length; at += 2) headers.push([raw[at] ?? '', raw[at + 1] ?? ''])
  return new BufferedResponse(body, { status: message.statusCode ?? 0, headers })
}
