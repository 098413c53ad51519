import type { HttpFetch } from '../../src/http-client/http-client.js'

/** A fetch that answers without a network, and a clock to go with it. */
export function stubFetch(answer: (url: string) => Promise<Response> | Response): HttpFetch {
  return Object.assign((url: string | URL) => Promise.resolve(answer(String(url))), {
    destroy: () => undefined,
  })
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
