/*
 * Middleware: what every request passes before its route, and its response afterwards. app.ts has the list; in order:
 *
 *   security-headers  headers of every response
 *   request-log       access log and metrics, after the response; `X-Request-Id`
 *   trace-sign-ins    the event of a request about a sign-in, after the response
 *   error-handler     errors become pages, problem documents (RFC 9457) or OAuth errors (oauth-errors)
 *   proxy-probe       how requests arrive, for `portcullis doctor`
 *   host-guard        only the host of BASE_URL
 *   cors, csrf        requests from other origins; csrf also has checks that routes call, such as `requireNavigation`
 *   oauth-metadata    RFC 8414; static: files of public/
 *   body              forms and JSON, behind sessions/http-sessions
 *
 * client-info.ts knows the trusted proxies. This file has the state that one request shares between middleware and routes,
 * and the IDs by which logs name it.
 * Below this folder: ../pages, ../audit, ../sessions and ../pipeline (the recorder); above it: ../routes, ../live, ../app.ts.
 */
import type { Context, Middleware } from 'koa'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { PortcullisError } from '../errors.js'
import type { Page } from '../pages/render.js'
import { RequestValue } from '../request-value.js'
import { SignInRecorder } from '../pipeline/sign-in-recorder.js'
import { randomUUID } from 'node:crypto'

/** The state of one request that middleware shares with the routes. */
export interface RequestContext {
  readonly ids: RequestIds
  /** Records what the request does about a sign-in, and has the reference of the request. */
  readonly recorder: SignInRecorder
  /** Where an error page lets the user start again: a path below the base path. */
  retryPath: string | null
  /**
   * Shows an error on the page where it happened, such as a form to correct; null where the error page is better.
   */
  renderError: ((error: PortcullisError, reference: string) => Page | null) | null
  /** Why the request failed, if it did. */
  error: PortcullisError | null
}

const currentRecorder = new AsyncLocalStorage<SignInRecorder>()

/**
 * Remembers the request while it is worked on, for `currentReference`.
 * @param isNeeded whether something asks for the reference. Otherwise nothing is remembered: from the first time on, Node
 *   follows each promise of the process, which costs each request some time.
 */
export function rememberRequest(isNeeded: () => boolean): Middleware {
  return (ctx, next) => (isNeeded() ? currentRecorder.run(requestContext(ctx).recorder, next) : next())
}

/** The reference number of the request that this code works on; null outside of requests, and where none is remembered. */
export function currentReference(): string | null {
  return currentRecorder.getStore()?.reference ?? null
}

const contexts = new RequestValue<RequestContext>()

/** The context of this request, created on first use. */
export function requestContext(ctx: Context): RequestContext {
  const existing = contexts.get(ctx)
  if (existing) return existing
  const created: RequestContext = {
    ids: readRequestIds(ctx),
    recorder: new SignInRecorder(),
    retryPath: null,
    renderError: null,
    error: null,
  }
  contexts.set(ctx, created)
  return created
}

/** How a request can be found again in the logs of this server and of others. */
interface RequestIds {
  /** The `X-Request-Id` of the proxy or the client, or a new one. */
  readonly requestId: string
  /** The trace ID of the caller (W3C Trace Context); null without a valid `traceparent`. */
  readonly traceId: string | null
}

// What proxies create: UUIDs, hexadecimal, base64, "Root=1-67891233-abcdef012345678912345678". No blanks and no quotes.
const REQUEST_ID = /^[\w.:=+/@-]{1,128}$/
// Trace Context section 3.2: version, trace-id, parent-id, flags. Later versions may append more fields.
const TRACEPARENT =
  /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-[\w-]{0,100})?$/

/**
 * Reads the IDs that a request came with. Anyone can send them, so they are only ever logged and returned; a value that
 * is too long or has other characters counts as missing.
 */
function readRequestIds(ctx: Context): RequestIds {
  const requestId = ctx.get('X-Request-Id')
  return {
    requestId: REQUEST_ID.test(requestId) ? requestId : randomUUID(),
    traceId: TRACEPARENT.exec(ctx.get('traceparent'))?.[1] ?? null,
  }
}
