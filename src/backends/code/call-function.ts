import { type Message, message, type MessageValue } from '../../locales/messages.js'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { redact, toProviderError } from '../protocol/provider-errors.js'
import { toOneLine } from '../protocol/provider-words.js'
import { HttpClientError } from '../../http-client/errors.js'
import { readBackendErrorCode } from './backend-error.js'
import type { HttpCall } from './functions.js'
import { createHttpCall } from './http-call.js'

/** What a call of a function needs. */
export interface FunctionCall {
  /** The name of the backend, for the log. */
  readonly backend: string
  /** The name of the function, such as "profile". */
  readonly name: string
  readonly fetch: HttpFetch
  /** Aborts when the time of the sign-in is over. */
  readonly signal: AbortSignal
}

/**
 * Calls a function of a definition. Its HTTP client closes when it ends, so that no request outlives the sign-in.
 * @returns whatever it returns; the caller parses that
 * @throws PortcullisError backend_failed when it throws; for a call of its own that failed, the code of that
 */
export async function callFunction(
  { backend, name, fetch, signal }: FunctionCall,
  work: (http: HttpCall) => unknown,
): Promise<unknown> {
  const ended = new AbortController()
  const http = createHttpCall(fetch, AbortSignal.any([signal, ended.signal]))
  try {
    return await Promise.race([Promise.resolve(http).then(work), rejectOnAbort(signal, ended.signal)])
  } catch (error) {
    throw toFunctionError(error, functionLabel(name, backend))
  } finally {
    ended.abort(new HttpClientError('timeout', message('network.signInEnded'), { providerCause: null }))
  }
}

/** Never resolves, and stops listening when the work has ended: work that does not notice the end of its time must not hold up the sign-in. */
function rejectOnAbort(signal: AbortSignal, ended: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    }
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true, signal: ended })
  })
}

/** Begins the detail of an error: which function of which backend. */
export function functionLabel(name: string, backend: string): Message {
  return message('detail.of.function', { name, backend: JSON.stringify(backend) })
}

function toFunctionError(error: unknown, label: Message): PortcullisError {
  const labelled = (problem: MessageValue) => message('detail.labelled', { label, problem })
  if (error instanceof PortcullisError && error.code === 'provider_timeout')
    return new PortcullisError('provider_timeout', {
      detail: labelled(error.detailText ?? message('network.gaveUp')),
    })
  if (error instanceof PortcullisError) return error
  const code = readBackendErrorCode(error)
  if (code === null && hasHttpCause(error)) return toProviderError(error, label, 'backend_failed')
  const detail = labelled(describeThrown(error))
  return new PortcullisError(code ?? 'backend_failed', { detail, cause: redact(error) })
}

function hasHttpCause(error: unknown, depth = 0): boolean {
  if (error instanceof HttpClientError) return true
  return error instanceof Error && depth < 5 && hasHttpCause(error.cause, depth + 1)
}

/** The name and the message of an error, without words that look like tokens. */
function describeThrown(error: unknown): MessageValue {
  if (!(error instanceof Error)) return message('detail.thrownOther')
  const problem = toOneLine(error.message)
  return problem === null ? error.name : message('detail.labelled', { label: error.name, problem })
}
