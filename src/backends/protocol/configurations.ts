import { type Configuration, customFetch } from 'openid-client'
import type { HttpFetch } from '../../http-client/http-client.js'
import { tolerantFetch } from './token-endpoint.js'

/** How many configurations wait for the next work; with more sign-ins at once, new ones are created. */
const MAX_IDLE = 20

/**
 * The configurations of openid-client for one client at one provider. To create one takes longer than anything else in a
 * sign-in but the cryptography, because openid-client copies all metadata, so each is used again. While a piece of work has
 * one, no other work gets it, because its calls are recorded for that work.
 */
export class Configurations {
  readonly #create: () => Configuration
  readonly #idle: Configuration[] = []

  constructor(create: () => Configuration) {
    this.#create = create
  }

  /** One that calls the provider with this HTTP client. Give it to `release` when the work has ended. */
  take(fetch: HttpFetch): Configuration {
    const config = this.#idle.pop() ?? this.#create()
    config[customFetch] = tolerantFetch(fetch)
    return config
  }

  release(config: Configuration): void {
    if (this.#idle.length < MAX_IDLE) this.#idle.push(config)
  }
}
