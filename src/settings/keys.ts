import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { sqliteFile } from './database-url.js'
import type { Environment } from './environment.js'
import { makeKeyFile, openKeyFile } from './key-file.js'
import { keys } from './key-rules.js'
import type { Keys } from './key-rules.js'

export type { Keys } from './key-rules.js'

/** The keys of the site; no key is in both lists. */
export interface SiteKeys {
  readonly sessionKeys: Keys
  readonly encryptionKeys: Keys
}

// Stands in for keys that could not be had; a fault was reported then, so that it never leaves `readSettings`.
const NONE: Keys = ['']

const schema: z.ZodType<Keys | null, string> = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .pipe(keys)

/**
 * Reads SESSION_KEYS and ENCRYPTION_KEYS; outside production, those not set are made once and kept beside the data.
 * Call it last: with a fault anywhere, nothing is written.
 */
export function readKeys(
  env: Environment,
  place: { readonly production: boolean; readonly databaseUrl: string; readonly folder: string },
): SiteKeys {
  const sessionKeys = env.read('SESSION_KEYS', schema, null)
  const encryptionKeys = env.read('ENCRYPTION_KEYS', schema, null)
  const missing = (['SESSION_KEYS', 'ENCRYPTION_KEYS'] as const).filter((name) => env.text(name) === null)
  if (place.production) for (const name of missing) demand(env, name)
  const kept = place.production || missing.length === 0 ? null : keptKeys(env, keyFilePath(place))
  const found = {
    sessionKeys: sessionKeys ?? kept?.sessionKeys ?? NONE,
    encryptionKeys: encryptionKeys ?? kept?.encryptionKeys ?? NONE,
  }
  if (found.sessionKeys.some((key) => key !== '' && found.encryptionKeys.includes(key))) {
    env.fault('ENCRYPTION_KEYS', 'shares a key with SESSION_KEYS', `Make other keys for it: ${RECIPE}`)
  }
  return found
}

/**
 * Reads ENCRYPTION_KEYS, or outside production the file that keeps them; null when there are none. It makes no keys, and
 * demands none: for those who only look.
 */
export function readEncryptionKeys(
  env: Environment,
  place: { readonly production: boolean; readonly databaseUrl: string; readonly folder: string },
): Keys | null {
  const set = env.read('ENCRYPTION_KEYS', schema, null)
  if (set !== null || place.production) return set
  const file = openKeyFile(keyFilePath(place))
  return file.state === 'kept' ? file.keys.encryptionKeys : null
}

const RECIPE = 'openssl rand -base64 32'

function demand(env: Environment, name: string): void {
  env.fault(name, 'is not set', `Make a key and keep it: ${RECIPE}`)
}

/** Where keys are kept outside production. */
export function keyFilePath(place: { readonly databaseUrl: string; readonly folder: string }): string {
  const file = sqliteFile(place.databaseUrl)
  return join(file === null ? resolve(place.folder, 'data') : dirname(file), 'keys.json')
}

function keptKeys(env: Environment, path: string): SiteKeys | null {
  let file = openKeyFile(path)
  if (file.state === 'absent' && env.faults.length === 0) file = makeKeyFile(path)
  if (file.state === 'broken') env.fault(path, file.wrong, file.fix)
  return file.state === 'kept' ? file.keys : null
}
