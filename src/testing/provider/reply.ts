import type { IncomingHttpHeaders } from 'node:http'
import type { Op } from './op.js'

/** A request as the endpoints get it: read to its end, and without its socket. */
export interface ProviderRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The parameters of a form body, empty for any other body. */
  readonly form: URLSearchParams
}

/** A response before the faults of transport. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** Answers the requests to one endpoint. */
export type Handler = (op: Op, request: ProviderRequest) => Promise<Reply>

/** Answers with JSON that no cache may store. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  }
}

/** Answers with a form. */
export function form(values: Readonly<Record<string, unknown>>): Reply {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) body.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'cache-control': 'no-store' }
  return { status: 200, headers, body: body.toString() }
}

/** Answers with an OAuth error. */
export function refusal(status: number, error: string, description: string): Reply {
  return json(status, { error, error_description: description })
}

/** Redirects the browser. */
export function redirect(location: URL): Reply {
  return { status: 302, headers: { location: location.href, 'cache-control': 'no-store' }, body: '' }
}

/** Answers with a page. */
export function page(html: string): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: html,
  }
}
