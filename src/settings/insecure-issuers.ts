import { flag } from './choice.js'
import type { Environment } from './environment.js'

/** Reads ALLOW_INSECURE_ISSUERS, which has no place in production. */
export function readInsecureIssuers(env: Environment, production: boolean): boolean {
  const isAllowed = env.read('ALLOW_INSECURE_ISSUERS', flag, false)
  if (isAllowed && production) {
    env.addError(
      'ALLOW_INSECURE_ISSUERS',
      'is true in production',
      'Remove it, and give the providers https issuers',
    )
  }
  return isAllowed
}
