import type { HttpFetch } from '../../src/http-client/http-client.js'

/** A fetch that answers without a network, and a clock to go with it. */
export function stubFetch(
  answer: (url: string, init?: Parameters<HttpFetch>[1]) => Promise<Response> | Response,
): HttpFetch {
  const fetch: (...args: Parameters<HttpFetch>) => Promise<Response> = (url, init) =>
    Promise.resolve(answer(String(url), init))
  return Object.assign(fetch, { destroy: () => undefined })
}

/** A clock that stands still until it is moved on. */
export class Clock {
  #at = Date.now()
  readonly now = (): Date => new Date(this.#at)

  /** Moves the clock by so many seconds, backwards too. */
  move(seconds: number): void {
    this.#at += seconds * 1000
  }
}
