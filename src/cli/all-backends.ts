import type { Definition } from '../backends/definition/definition.js'
import { type DefinitionRules, parseDefinitions } from '../backends/definition/parse.js'
import { type DynamicProvider, loadDynamicProviders } from '../backends/dynamic-providers.js'
import { Encrypter } from '../crypto/encryption.js'
import { newToken } from '../crypto/tokens.js'
import { SettingsError } from '../settings/settings-error.js'
import type { ConfiguredBackends } from '../settings/backends.js'
import type { NetworkOptions } from '../http-client/http-client.js'
import { ENGLISH } from '../locales/locales.js'
import { readBackendSettings } from '../settings/read-settings.js'
import { isUnavailable } from '../store/database.js'
import { MigrationError } from '../store/migration-state.js'
import { DatabaseUnavailableError } from '../store/unavailable.js'
import { CommandError } from './command.js'
import type { Terminal } from './terminal.js'
import { DATABASE_UNAVAILABLE, withStore } from './with-store.js'

/** A backend of any source. */
export interface BackendEntry {
  readonly name: string
  /** Null when the backend cannot be used, for the reasons in `errors`. */
  readonly definition: Definition | null
  readonly errors: readonly string[]
  /** Where the backend is defined. The environment may override fields of code and of the file. */
  readonly source: 'code' | 'BACKENDS_FILE' | 'environment' | '/admin'
  /** The version of a backend of `/admin`; null for the others. */
  readonly version: number | null
  readonly state: DynamicProvider['state'] | 'overridden by the settings'
}

/** All backends, from the settings and from the database. */
export interface BackendList {
  readonly backends: readonly BackendEntry[]
  /** Why the backends of the database could not be read; null when they were. */
  readonly readError: string | null
  /** Whether people can sign in with an emailed code, which has no definition. */
  readonly hasEmailLogin: boolean
  readonly rules: DefinitionRules
  /** How providers are reached. */
  readonly network: NetworkOptions
}

/**
 * Lists all backends. When those of the database cannot be read, it says so on standard error and lists the others.
 * @throws SettingsError with all errors of the settings
 */
export async function listBackends(terminal: Terminal): Promise<BackendList> {
  const { env, cwd } = terminal
  const settings = readBackendSettings(env, cwd)
  const { rawBackends, allowInsecureIssuers, network, encryptionKeys, emailLogin: hasEmailLogin } = settings
  const rules = { allowInsecureIssuers }
  const { definitions, errors } = parseDefinitions(rawBackends, rules)
  if (errors.length > 0) throw new SettingsError(errors)
  const configured = definitions.map((definition) => fromSettings(definition, settings))
  // Without the keys, secrets cannot be decrypted, but each backend can still be listed.
  const encrypter = new Encrypter(encryptionKeys ?? [newToken()])
  const { providers, readError } = await readDynamic(terminal, encrypter, rules)
  if (readError !== null) terminal.stderr(`Could not read the providers of /admin. ${readError}\n`)
  if (encryptionKeys === null && providers.some(({ stored }) => stored.definition === null))
    terminal.stderr('ENCRYPTION_KEYS is not set here, so secrets in the database cannot be decrypted.\n')
  const dynamic = providers.map((provider) => fromDatabase(provider, rawBackends))
  return { backends: [...configured, ...dynamic], hasEmailLogin, readError, rules, network }
}

/** The source of a backend, with version and state for one of `/admin`. */
export function describeSource({ source, version, state }: BackendEntry): string {
  return version === null ? source : `${source}, version ${version}, ${state}`
}

function fromSettings(
  definition: Definition,
  { namesInFile, namesInCode }: Pick<ConfiguredBackends, 'namesInFile' | 'namesInCode'>,
): BackendEntry {
  const { name } = definition
  const inFileOrEnvironment = namesInFile.has(name) ? 'BACKENDS_FILE' : 'environment'
  const source = namesInCode.has(name) ? 'code' : inFileOrEnvironment
  return { name, definition, errors: [], source, version: null, state: 'enabled' }
}

function fromDatabase(
  { name, version, state, stored }: DynamicProvider,
  settings: Readonly<Record<string, unknown>>,
): BackendEntry {
  return {
    name,
    version,
    source: '/admin',
    definition: stored.definition,
    errors: (stored.errors ?? []).map((each) => ENGLISH.format(each)),
    state: Object.hasOwn(settings, name) ? 'overridden by the settings' : state,
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
    const isExpected =
      error instanceof CommandError ||
      error instanceof MigrationError ||
      error instanceof DatabaseUnavailableError
    if (isExpected) return { providers: [], readError: error.message }
    if (isUnavailable(error)) return { providers: [], readError: DATABASE_UNAVAILABLE }
    throw error
  }
}
