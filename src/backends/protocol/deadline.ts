import { PortcullisError } from '../../errors.js'

/**
 * Gives work so many milliseconds. When they are over the caller hears it at once; the signal tells the work to begin
 * nothing new, and a call that is shared with others goes on for them.
 * @throws PortcullisError provider_timeout, or what the work throws
 */
export async function withTimeout<Result>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const detail = `not finished within ${timeoutMs} ms`
      const error = new PortcullisError('provider_timeout', { detail })
      controller.abort(error)
      reject(error)
    }, timeoutMs)
  })
  try {
    return await Promise.race([work(controller.signal), timeout])
  } finally {
    clearTimeout(timer)
  }
}
