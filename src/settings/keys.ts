import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { sqliteFile } from './database-url.js'
import type { Environment } from './environment.js'
import { createKeyFile, readKeyFile } from './key-file.js'
import { keysSchema } from './key-schema.js'
import type { Keys } from './settings.js'

/** The keys of the site; no key is in both lists. */
export interface SiteKeys {
  readonly sessionKeys: Keys
  readonly encryptionKeys: Keys
  /** The path of the file that has keys; null when the settings have them all. */
  readonly keyFile: string | null
}

// Placeholder after an error about keys, because of which `readSettings` throws and does not return it.
const NO_KEYS: Keys = ['']

const keyListSchema: z.ZodType<Keys | null, string> = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .pipe(keysSchema)

/**
 * Reads SESSION_KEYS and ENCRYPTION_KEYS. Outside production, missing keys are generated once and stored in a file
 * beside the database. Call it last: after an error in any setting, it generates nothing.
 */
export function readKeys(
  env: Environment,
  location: { readonly production: boolean; readonly databaseUrl: string; readonly folder: string },
): SiteKeys {
  const sessionKeys = env.read('SESSION_KEYS', keyListSchema, null)
  const encryptionKeys = env.read('ENCRYPTION_KEYS', keyListSchema, null)
  const missing = (['SESSION_KEYS', 'ENCRYPTION_KEYS'] as const).filter((name) => env.text(name) === null)
  if (location.production) for (const name of missing) requireKeys(env, name)
  const keyFile = location.production || missing.length === 0 ? null : keyFilePath(location)
  const fromFile = keyFile === null ? null : readKeysFromFile(env, keyFile)
  const siteKeys = {
    sessionKeys: sessionKeys ?? fromFile?.sessionKeys ?? NO_KEYS,
    encryptionKeys: encryptionKeys ?? fromFile?.encryptionKeys ?? NO_KEYS,
    keyFile,
  }
  if (siteKeys.sessionKeys.some((key) => key !== '' && siteKeys.encryptionKeys.includes(key))) {
    env.addError(
      'ENCRYPTION_KEYS',
      'has a key that is also in SESSION_KEYS',
      `Generate a different one: ${GENERATE_COMMAND}`,
    )
  }
  return siteKeys
}

/**
 * Reads ENCRYPTION_KEYS, or outside production the key file; null when there are none. It neither requires nor
 * generates keys, for commands that only read.
 */
export function readEncryptionKeys(
  env: Environment,
  location: { readonly production: boolean; readonly databaseUrl: string; readonly folder: string },
): Keys | null {
  const configured = env.read('ENCRYPTION_KEYS', keyListSchema, null)
  if (configured !== null || location.production) return configured
  const file = readKeyFile(keyFilePath(location))
  return file.state === 'valid' ? file.keys.encryptionKeys : null
}

const GENERATE_COMMAND = 'openssl rand -base64 32'

function requireKeys(env: Environment, name: string): void {
  env.addError(name, 'is not set', `Generate a key and keep it: ${GENERATE_COMMAND}`)
}

/** The path of the key file, which is used outside production only. */
export function keyFilePath(location: { readonly databaseUrl: string; readonly folder: string }): string {
  const file = sqliteFile(location.databaseUrl)
  return join(file === null ? resolve(location.folder, 'data') : dirname(file), 'keys.json')
}

function readKeysFromFile(env: Environment, path: string): Omit<SiteKeys, 'keyFile'> | null {
  let file = readKeyFile(path)
  if (file.state === 'missing' && env.errors.length === 0) file = createKeyFile(path)
  if (file.state === 'invalid') env.addError(path, file.problem, file.fix)
  return file.state === 'valid' ? file.keys : null
}
