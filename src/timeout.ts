/**
 * Gives work a limited time, in milliseconds. When the time is over, the caller gets the error, whether or not the work
 * notices; the signal, aborted with the same error, tells the work to begin nothing new. If the work then fails at once
 * with an error of its own, which says what it waited for, the caller gets that error.
 * @param createError makes the error of work that takes too long
 * @throws that error, or what the work throws
 */
export async function withTimeout<Result>(
  timeoutMs: number,
  createError: () => Error,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = createError()
      controller.abort(error)
      setImmediate(reject, error)
    }, timeoutMs)
  })
  try {
    return await Promise.race([work(controller.signal), timeout])
  } finally {
    clearTimeout(timer)
  }
}
