import { Agent, type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http'

export interface HttpRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** An answer, with its body already read. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** Shorter than servers wait, so that none closes a connection that is just being used again. */
const MAX_IDLE_MS = 3000

/** Its connections stay open for the next request, and keep no process alive. */
const AGENT = new Agent({ keepAlive: true, timeout: MAX_IDLE_MS })

/** What `fetch` says of itself in every request. */
const HEADERS_OF_FETCH = {
  accept: '*/*',
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
}

/**
 * Sends one request over HTTP, and follows no redirect. To the server it is one of `fetch`, which takes four times as much
 * processor time in Node 20; the tests send tens of thousands.
 *
 * Sends a GET once more, as browsers do, when it meets a connection that the server is just closing because it was idle for
 * five seconds. A test that keeps the process busy makes that likely.
 */
export async function httpRequest(url: URL, options: HttpRequest): Promise<HttpAnswer> {
  try {
    return await send(url, options)
  } catch (error) {
    if (options.method !== 'GET' || !isReset(error)) throw error
    return send(url, options)
  }
}

function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET'
}

function send(url: URL, { method, headers, body }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = startRequest(
      url,
      { method, headers: { ...HEADERS_OF_FETCH, ...lowerCased(headers) }, agent: AGENT },
      (response) => {
        read(response).then(resolve, reject)
      },
    )
    request.on('error', reject)
    // With a length, and not in chunks.
    if (body !== undefined) request.setHeader('content-length', Buffer.byteLength(body))
    request.end(body)
  })
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

async function read(response: IncomingMessage): Promise<HttpAnswer> {
  const headers = new Headers()
  const { rawHeaders } = response
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString() }
}
