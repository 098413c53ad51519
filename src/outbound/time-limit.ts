import { HttpClientError } from './error.js'

/** A signal with an OutboundError as its reason. `clear` must be called when the work is over. */
export interface Timeout {
  readonly signal: AbortSignal
  readonly clear: () => void
}

/** Aborts when so many milliseconds are over or the caller gives up, whichever is first. */
export function createTimeout(timeoutMs: number, caller: AbortSignal | undefined): Timeout {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(new HttpClientError('timeout', `no complete answer within ${timeoutMs} ms`))
  }, timeoutMs)
  const giveUp = (): void => {
    controller.abort(new HttpClientError('timeout', 'the caller gave up', { cause: caller?.reason }))
  }
  caller?.addEventListener('abort', giveUp)
  if (caller?.aborted === true) giveUp()
  const clear = (): void => {
    clearTimeout(timer)
    caller?.removeEventListener('abort', giveUp)
  }
  return { signal: controller.signal, clear }
}
