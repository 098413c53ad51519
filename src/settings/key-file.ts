import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { systemCode } from './system-code.js'
import { keys } from './key-rules.js'
import type { Keys } from './key-rules.js'

/** What is known of the file that keeps keys outside production. */
export type KeyFile =
  | { readonly state: 'kept'; readonly keys: { readonly sessionKeys: Keys; readonly encryptionKeys: Keys } }
  | { readonly state: 'absent' }
  | { readonly state: 'broken'; readonly wrong: string; readonly fix: string }

const content = z
  .strictObject({ sessionKeys: keys, encryptionKeys: keys })
  .refine((kept) => !kept.sessionKeys.some((key) => kept.encryptionKeys.includes(key)))

const KEEP =
  'Restore it from a backup; if it is lost, remove it, and people sign in anew and stored tokens are void'
const ELSEWHERE = 'Give this process access to it, or set SESSION_KEYS and ENCRYPTION_KEYS'

/** Reads the file. A broken one is never replaced: it may be all that opens what the database keeps sealed. */
export function openKeyFile(path: string): KeyFile {
  try {
    return understand(readFileSync(path, 'utf8'))
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT') return { state: 'absent' }
    return { state: 'broken', wrong: `cannot be read (${code})`, fix: ELSEWHERE }
  }
}

/**
 * Makes the file with fresh keys, and returns what it holds then. Of several processes that do this at once one wins:
 * a link appears with its whole content and never in the place of another file, and all read back what is there.
 */
export function makeKeyFile(path: string): KeyFile {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(draft, freshContent(), { flag: 'wx', mode: 0o600, flush: true })
    linkSync(draft, path)
  } catch (error) {
    const code = systemCode(error)
    if (code !== 'EEXIST') return { state: 'broken', wrong: `cannot be written (${code})`, fix: ELSEWHERE }
  } finally {
    discard(draft)
  }
  const file = openKeyFile(path)
  return file.state === 'absent' ? { state: 'broken', wrong: 'was removed at once', fix: ELSEWHERE } : file
}

function understand(text: string): KeyFile {
  try {
    const result = content.safeParse(JSON.parse(text))
    if (result.success) return { state: 'kept', keys: result.data }
    return { state: 'broken', wrong: 'does not hold one list of good keys for each use', fix: KEEP }
  } catch {
    return { state: 'broken', wrong: 'is not JSON', fix: KEEP }
  }
}

function freshContent(): string {
  const fresh = { sessionKeys: [freshKey()], encryptionKeys: [freshKey()] }
  return `${JSON.stringify(fresh, null, 2)}\n`
}

function freshKey(): string {
  return randomBytes(32).toString('base64url')
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch {
    // A draft that stays behind harms nobody: its name is never used again, and its keys are not ours.
  }
}
