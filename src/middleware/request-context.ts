import type { Context } from 'koa'
import type { PortcullisError } from '../errors.js'
import { SignInRecorder } from '../pipeline/sign-in-recorder.js'

/** What a request knows of itself, for its error page, its log line, the metrics and the trace. */
export interface RequestContext {
  /** Records what the request does about a sign-in; its reference is that of every request. */
  readonly recorder: SignInRecorder
  /** Where an error page lets the user start again, as a path below the base path. */
  retryPath: string | null
  /** Renders an error on the page where it happened, such as a form to correct; null where the error page is better. */
  renderError: ((error: PortcullisError, reference: string) => string | null) | null
  /** Why the request failed, if it did. */
  error: PortcullisError | null
}

const contexts = new WeakMap<Context, RequestContext>()

/** The context of this request; created on first use. */
export function requestContext(ctx: Context): RequestContext {
  const existing = contexts.get(ctx)
  if (existing) return existing
  const created: RequestContext = {
    recorder: new SignInRecorder(),
    retryPath: null,
    renderError: null,
    error: null,
  }
  contexts.set(ctx, created)
  return created
}
