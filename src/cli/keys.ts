import { Encrypter } from '../crypto/encryption.js'
import { readBackendSettings } from '../settings/read-settings.js'
import type { SessionStoreKind } from '../settings/sessions.js'
import { countKeyUses, type KeyUse, reencrypt, VALUE_KINDS } from '../store/key-rotation.js'
import type { Store } from '../store/store.js'
import { type RunCommand, CommandError, type CommandResult } from './command.js'
import { formatTable, type Terminal } from './terminal.js'
import { withStore } from './with-store.js'

/** Says which key of ENCRYPTION_KEYS the values in the database need. */
export const keysStatus: RunCommand = (_args, terminal) =>
  withKeys(terminal, (deps) => showStatus(deps, terminal.clock()))

/** Encrypts with the newest key what an older one encrypted. */
export const keysReencrypt: RunCommand = (_args, terminal) =>
  withKeys(terminal, async (deps) => {
    const { reencrypted } = await reencrypt(deps.store, deps.encrypter, terminal.signal)
    const result = await showStatus(deps, terminal.clock())
    const text = `${reencrypted} ${reencrypted === 1 ? 'value was' : 'values were'} encrypted again.\n\n${result.text}`
    return { ...result, text, json: { reencrypted, ...result.json } }
  })

interface Deps {
  readonly store: Pick<Store, 'countEncrypted' | 'listEncryptedWithOtherKeys' | 'replaceCiphertext'>
  readonly encrypter: Encrypter
  readonly sessionStore: SessionStoreKind
}

async function withKeys<T extends CommandResult>(
  terminal: Terminal,
  run: (deps: Deps) => Promise<T>,
): Promise<T> {
  const { encryptionKeys } = readBackendSettings(terminal.env, terminal.cwd)
  if (encryptionKeys === null) throw new CommandError('Set ENCRYPTION_KEYS as for the server.')
  const encrypter = new Encrypter(encryptionKeys)
  return withStore(terminal, (store, sessionStore) => run({ store, encrypter, sessionStore }))
}

async function showStatus({ store, encrypter, sessionStore }: Deps, now: Date) {
  const uses = await countKeyUses(store, encrypter, now)
  const rows = uses.map(({ keyId, position, counts }) => [
    keyId,
    position === null ? 'missing' : position === 1 ? 'newest' : `number ${position}`,
    ...VALUE_KINDS.map((kind) => String(counts[kind])),
  ])
  const table = formatTable([['KEY', 'POSITION', ...VALUE_KINDS.map((kind) => kind.toUpperCase())], ...rows])
  const sentences = [...uses.flatMap(adviceFor), ...(sessionStore === 'cookie' ? [COOKIE_NOTE] : [])]
  const isMissing = uses.some(({ position }) => position === null)
  return {
    text: [table, ...sentences].join('\n'),
    json: { keys: uses },
    ...(isMissing ? { ok: false as const } : {}),
  }
}

const COOKIE_NOTE =
  'With SESSION_STORE=cookie the sessions are in the browsers and are not counted: an older key is needed for SESSION_MAX_LIFETIME.'

function adviceFor({ keyId, position, counts }: KeyUse): readonly string[] {
  if (position === 1) return []
  const all = VALUE_KINDS.reduce((sum, kind) => sum + counts[kind], 0)
  const values = `${all} ${all === 1 ? 'value' : 'values'}`
  if (position === null)
    return [`Key ${keyId} is not in ENCRYPTION_KEYS, but ${values} cannot be decrypted without it.`]
  if (all === 0)
    return [
      `Nothing in the database needs key ${keyId}, number ${position} of ENCRYPTION_KEYS. It can be removed.`,
    ]
  const lasting = all - counts['short-lived values']
  return lasting === 0
    ? [`Key ${keyId} is needed for ${values} that expire within an hour.`]
    : [
        `Key ${keyId} is needed for ${values}. Run "portcullis keys reencrypt" when no process uses it as its first key.`,
      ]
}
