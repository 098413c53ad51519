import { enumSchema } from './choice.js'
import type { Environment } from './environment.js'

/**
 * Reads NODE_ENV. A closed list, because a misspelt `production` would open what is only meant for development;
 * while it is faulty everything is judged as in production.
 */
export function readNodeEnv(env: Environment): boolean {
  const schema = enumSchema(['production', 'development', 'test'])
  if (env.text('NODE_ENV') === null) return false
  return env.read('NODE_ENV', schema, 'production') === 'production'
}
