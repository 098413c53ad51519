import type { Definition } from '../backends/definition.js'
import { type DefinitionRules, parseDefinitions } from '../backends/parse-definitions.js'
import { newToken } from '../crypto/token.js'
import { Vault } from '../crypto/vault.js'
import { MigrationError } from '../migrated.js'
import { readBackendSettings } from '../settings/read-part.js'
import { SettingsError } from '../settings/settings-error.js'
import { isUnavailable } from '../store/database.js'
import { addedProviders, type AddedProvider } from './added-providers.js'
import { CommandError } from './command.js'
import { onDatabase } from './on-database.js'
import type { Terminal } from './terminal.js'

/** A backend, wherever it is written. */
export interface KnownBackend {
  readonly name: string
  /** Null when it cannot be used, for the reasons in `faults`. */
  readonly definition: Definition | null
  readonly faults: readonly string[]
  /** Where it is written; the environment may add to what stands in the file. */
  readonly source: 'BACKENDS_FILE' | 'environment' | '/admin'
  /** Of those of `/admin`; null for the others. */
  readonly version: number | null
  readonly state: AddedProvider['state'] | 'hidden by the settings'
}

/** All backends, of the settings and of administrators. */
export interface KnownBackends {
  readonly backends: readonly KnownBackend[]
  /** Why those of administrators could not be read; null when they were. */
  readonly unread: string | null
  readonly rules: DefinitionRules
}

/**
 * Reads them all, and says on the side what keeps it from reading those of administrators.
 * @throws SettingsError with all faults of the settings
 */
export async function knownBackends(terminal: Terminal): Promise<KnownBackends> {
  const { env, folder } = terminal
  const { rawBackends, namesInFile, allowInsecureIssuers, encryptionKeys } = readBackendSettings(env, folder)
  const rules = { allowInsecureIssuers }
  const { definitions, faults } = parseDefinitions(rawBackends, rules)
  if (faults.length > 0) throw new SettingsError(faults)
  const set = definitions.map((definition) => ofSettings(definition, namesInFile))
  // Without keys each is named all the same.
  const vault = new Vault(encryptionKeys ?? [newToken()])
  const { added, unread } = await readAdded(terminal, vault, rules)
  if (unread !== null) terminal.aside(`Providers of /admin could not be read. ${unread}\n`)
  if (encryptionKeys === null && added.some(({ stored }) => stored.definition === null))
    terminal.aside('ENCRYPTION_KEYS is not set here, so secrets in the database cannot be opened.\n')
  const ofAdmin = added.map((provider) => ofAdministrators(provider, rawBackends))
  return { backends: [...set, ...ofAdmin], unread, rules }
}

/** Where it is written and how it stands, in words. */
export function originOf({ source, version, state }: KnownBackend): string {
  return version === null ? source : `${source}, version ${version}, ${state}`
}

function ofSettings(definition: Definition, namesInFile: ReadonlySet<string>): KnownBackend {
  const { name } = definition
  const source = namesInFile.has(name) ? 'BACKENDS_FILE' : 'environment'
  return { name, definition, faults: [], source, version: null, state: 'in use' }
}

function ofAdministrators(
  { name, version, state, stored }: AddedProvider,
  settings: Readonly<Record<string, unknown>>,
): KnownBackend {
  return {
    ...{ name, version, source: '/admin', definition: stored.definition, faults: stored.faults ?? [] },
    state: Object.hasOwn(settings, name) ? 'hidden by the settings' : state,
  }
}

type Added = { readonly added: readonly AddedProvider[]; readonly unread: string | null }

async function readAdded(terminal: Terminal, vault: Vault, rules: DefinitionRules): Promise<Added> {
  try {
    const added = await onDatabase(terminal, (store) => addedProviders(store, vault, rules))
    return { added, unread: null }
  } catch (error) {
    const isTold = error instanceof CommandError || error instanceof MigrationError
    if (isTold) return { added: [], unread: error.message }
    if (isUnavailable(error)) return { added: [], unread: 'The database does not answer, or refuses.' }
    throw error
  }
}
