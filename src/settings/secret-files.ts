import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SECRET_FIELDS } from '../backends/definition/fields.js'
import { toUpperSnake } from './backend-fields.js'
import { errnoCode } from './schemas.js'

/** Settings that are secret, or that contain a password. */
const SECRET_SETTINGS = [
  'DATABASE_URL',
  'SESSION_KEYS',
  'ENCRYPTION_KEYS',
  'REDIS_URL',
  'SMTP_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'WEBHOOKS',
  'WEBHOOK_SECRET',
]

const SUFFIX = '_FILE'
/** In bytes: no secret is longer. */
const MAX_SECRET_BYTES = 65_536

const BACKEND_SECRET = new RegExp(`^BACKEND_.+_(?:${SECRET_FIELDS.map(toUpperSnake).join('|')})$`)

/** Whether the value of this variable must not be shown. */
export function isSecret(name: string): boolean {
  return SECRET_SETTINGS.includes(name) || BACKEND_SECRET.test(name)
}

/** A secret that was read from a file; or what is wrong with the variable that names the file, and the fix. */
export type SecretFile =
  | { readonly name: string; readonly value: string }
  | { readonly name: null; readonly problem: string; readonly fix: string }

/**
 * The secret of a variable such as `SESSION_KEYS_FILE` or `BACKEND_ACME_CLIENT_SECRET_FILE`, as Docker and Kubernetes
 * mount secrets; null for any other variable. One line break at the end of the file is left out.
 * @param folder the folder that relative paths start from
 */
export function readSecretFile(
  variable: string,
  path: string,
  folder: string,
  isSet: (name: string) => boolean,
): SecretFile | null {
  const name = variable.endsWith(SUFFIX) ? variable.slice(0, -SUFFIX.length) : ''
  if (!isSecret(name)) return null
  if (isSet(name)) return { name: null, problem: `is set together with ${name}`, fix: 'Remove one of them' }
  try {
    const content = readFileSync(resolve(folder, path))
    const value = content.toString('utf8').replace(/\r?\n$/, '')
    if (content.length > MAX_SECRET_BYTES || value === '') {
      const problem =
        value === '' ? 'names an empty file' : `names a file of more than ${MAX_SECRET_BYTES} bytes`
      return { name: null, problem, fix: 'Write the secret into the file, and nothing else' }
    }
    return { name, value }
  } catch (error) {
    const problem = `names a file that cannot be read (${errnoCode(error)})`
    return { name: null, problem, fix: 'Write the path of a file that this process can read' }
  }
}
