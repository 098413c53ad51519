import { OutboundError } from './error.js'

/** A signal with an OutboundError as its reason. `clear` must be called when the work is over. */
export interface TimeLimit {
  readonly signal: AbortSignal
  readonly clear: () => void
}

/** Aborts when so many milliseconds are over or the caller gives up, whichever is first. */
export function timeLimit(milliseconds: number, caller: AbortSignal | undefined): TimeLimit {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(new OutboundError('timeout', `no complete answer within ${milliseconds} ms`))
  }, milliseconds)
  const giveUp = (): void => {
    controller.abort(new OutboundError('timeout', 'the caller gave up', { cause: caller?.reason }))
  }
  caller?.addEventListener('abort', giveUp)
  if (caller?.aborted === true) giveUp()
  const clear = (): void => {
    clearTimeout(timer)
    caller?.removeEventListener('abort', giveUp)
  }
  return { signal: controller.signal, clear }
}
