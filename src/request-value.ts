/**
 * A value for each request, which is kept on the request itself. In a WeakMap the values would count as used whenever new
 * objects are collected, because V8 does not look at their keys then: every request, with all that hangs on it, would be
 * copied and stay until the next full collection, which takes longer than the rest of the work on a small request.
 */
export class RequestValue<T> {
  // No other code has this key, so what is found under it was set here, and is a T.
  readonly #key = Symbol('value')

  /** The value of this request or context; undefined if it has none. */
  get(request: object): T | undefined {
    return (request as Readonly<Record<symbol, T | undefined>>)[this.#key]
  }

  set(request: object, value: T): void {
    ;(request as Record<symbol, T>)[this.#key] = value
  }
}
