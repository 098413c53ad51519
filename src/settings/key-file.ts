import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { keysSchema } from './key-schema.js'
import { errnoCode } from './schemas.js'
import type { Keys } from './settings.js'

/** The file with the keys of a site outside production. */
export type KeyFile =
  | { readonly state: 'valid'; readonly keys: { readonly sessionKeys: Keys; readonly encryptionKeys: Keys } }
  | { readonly state: 'missing' }
  | { readonly state: 'invalid'; readonly problem: string; readonly fix: string }

const contentSchema = z
  .strictObject({ sessionKeys: keysSchema, encryptionKeys: keysSchema })
  .refine((file) => !file.sessionKeys.some((key) => file.encryptionKeys.includes(key)))

const RESTORE_HINT =
  'Restore it from a backup. If it is lost, delete it: users must then sign in again, and stored tokens are lost'
const PERMISSION_HINT = 'Allow this process to read and write it, or set SESSION_KEYS and ENCRYPTION_KEYS'

/** Reads the file. An invalid one is never replaced: it may have the only keys that decrypt values in the database. */
export function readKeyFile(path: string): KeyFile {
  try {
    return parseKeyFile(readFileSync(path, 'utf8'))
  } catch (error) {
    const code = errnoCode(error)
    if (code === 'ENOENT') return { state: 'missing' }
    return { state: 'invalid', problem: `cannot be read (${code})`, fix: PERMISSION_HINT }
  }
}

/**
 * Creates the file with new keys, and returns its content. Several processes may do this at the same time and end with
 * the same keys: a link appears with its whole content, never replaces a file, and each process reads what is there.
 */
export function createKeyFile(path: string): KeyFile {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(draft, createContent(), { flag: 'wx', mode: 0o600, flush: true })
    linkSync(draft, path)
  } catch (error) {
    const code = errnoCode(error)
    if (code !== 'EEXIST')
      return { state: 'invalid', problem: `cannot be written (${code})`, fix: PERMISSION_HINT }
  } finally {
    removeDraft(draft)
  }
  const file = readKeyFile(path)
  return file.state === 'missing'
    ? { state: 'invalid', problem: 'was deleted right after it was created', fix: PERMISSION_HINT }
    : file
}

function parseKeyFile(text: string): KeyFile {
  try {
    const result = contentSchema.safeParse(JSON.parse(text))
    if (result.success) return { state: 'valid', keys: result.data }
    return {
      state: 'invalid',
      problem: 'does not contain a list of valid keys for each purpose',
      fix: RESTORE_HINT,
    }
  } catch {
    return { state: 'invalid', problem: 'is not valid JSON', fix: RESTORE_HINT }
  }
}

function createContent(): string {
  const newKeys = { sessionKeys: [createKey()], encryptionKeys: [createKey()] }
  return `${JSON.stringify(newKeys, null, 2)}\n`
}

function createKey(): string {
  return randomBytes(32).toString('base64url')
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch {
    // A draft that stays behind is harmless: its name is never used again, and its keys are not in use.
  }
}
