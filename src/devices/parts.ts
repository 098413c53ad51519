import type { RateLimiter } from '../limits/limiter.js'
import type { Sessions } from '../session/sessions.js'
import type { Store } from '../store/store.js'

/** What the device grant is made of. */
export interface DeviceDeps {
  readonly store: Store
  readonly sessions: Pick<Sessions, 'open'>
  readonly rateLimiter: RateLimiter
  readonly clock: () => Date
}
