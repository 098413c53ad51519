import type { Definition } from '../backends/definition.js'
import { type DefinitionRules, parseDefinitions } from '../backends/parse-definitions.js'
import { newToken } from '../crypto/token.js'
import { Encrypter } from '../crypto/vault.js'
import { MigrationError } from '../migrated.js'
import { readBackendSettings } from '../settings/read-part.js'
import { SettingsError } from '../settings/settings-error.js'
import { isUnavailable } from '../store/database.js'
import { loadDynamicProviders, type DynamicProvider } from './added-providers.js'
import { CommandError } from './command.js'
import { withStore } from './on-database.js'
import type { Terminal } from './terminal.js'

/** A backend, wherever it is written. */
export interface BackendEntry {
  readonly name: string
  /** Null when it cannot be used, for the reasons in `faults`. */
  readonly definition: Definition | null
  readonly errors: readonly string[]
  /** Where it is written; the environment may add to what stands in the file. */
  readonly source: 'BACKENDS_FILE' | 'environment' | '/admin'
  /** Of those of `/admin`; null for the others. */
  readonly version: number | null
  readonly state: DynamicProvider['state'] | 'hidden by the settings'
}

/** All backends, of the settings and of administrators. */
export interface BackendList {
  readonly backends: readonly BackendEntry[]
  /** Why those of administrators could not be read; null when they were. */
  readonly readError: string | null
  readonly rules: DefinitionRules
}

/**
 * Reads them all, and says on the side what keeps it from reading those of administrators.
 * @throws SettingsError with all faults of the settings
 */
export async function listBackends(terminal: Terminal): Promise<BackendList> {
  const { env, cwd } = terminal
  const { rawBackends, namesInFile, allowInsecureIssuers, encryptionKeys } = readBackendSettings(env, cwd)
  const rules = { allowInsecureIssuers }
  const { definitions, errors } = parseDefinitions(rawBackends, rules)
  if (errors.length > 0) throw new SettingsError(errors)
  const configured = definitions.map((definition) => fromSettings(definition, namesInFile))
  // Without keys each is named all the same.
  const encrypter = new Encrypter(encryptionKeys ?? [newToken()])
  const { providers, readError } = await readDynamic(terminal, encrypter, rules)
  if (readError !== null) terminal.stderr(`Providers of /admin could not be read. ${readError}\n`)
  if (encryptionKeys === null && providers.some(({ stored }) => stored.definition === null))
    terminal.stderr('ENCRYPTION_KEYS is not set here, so secrets in the database cannot be opened.\n')
  const dynamic = providers.map((provider) => fromDatabase(provider, rawBackends))
  return { backends: [...configured, ...dynamic], readError, rules }
}

/** Where it is written and how it stands, in words. */
export function describeSource({ source, version, state }: BackendEntry): string {
  return version === null ? source : `${source}, version ${version}, ${state}`
}

function fromSettings(definition: Definition, namesInFile: ReadonlySet<string>): BackendEntry {
  const { name } = definition
  const source = namesInFile.has(name) ? 'BACKENDS_FILE' : 'environment'
  return { name, definition, errors: [], source, version: null, state: 'in use' }
}

function fromDatabase(
  { name, version, state, stored }: DynamicProvider,
  settings: Readonly<Record<string, unknown>>,
): BackendEntry {
  return {
    ...{ name, version, source: '/admin', definition: stored.definition, errors: stored.errors ?? [] },
    state: Object.hasOwn(settings, name) ? 'hidden by the settings' : state,
  }
}

type DynamicEntries = { readonly providers: readonly DynamicProvider[]; readonly readError: string | null }

async function readDynamic(
  terminal: Terminal,
  encrypter: Encrypter,
  rules: DefinitionRules,
): Promise<DynamicEntries> {
  try {
    const providers = await withStore(terminal, (store) => loadDynamicProviders(store, encrypter, rules))
    return { providers, readError: null }
  } catch (error) {
    const isExpected = error instanceof CommandError || error instanceof MigrationError
    if (isExpected) return { providers: [], readError: error.message }
    if (isUnavailable(error)) return { providers: [], readError: 'The database does not answer, or refuses.' }
    throw error
  }
}
