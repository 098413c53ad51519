import { type Definition, isSameDefinition, mailProblems, proxyProblems } from './definition/definition.js'
import type { ClosableBackend } from './dynamic-backends.js'
import { Registry, REPLACED_TTL_MS } from './registry.js'
import { canSendMail, type MailSettings } from '../mail/queue.js'
import { type ParsedDefinitions, parseDefinitions } from './definition/parse.js'
import { emailLoginProblems } from './email/backend.js'
import type { Mark } from './marks/mark.js'
import { readMarkFiles } from './marks/marks.js'

interface StaticBackend {
  readonly definition: Definition
  readonly closable: ClosableBackend
}

export interface StaticBackendsDeps {
  readonly create: (definition: Definition) => ClosableBackend
  readonly clock: () => Date
}

/** The backends of the settings, which are replaced when the settings are read again. */
export class StaticBackends {
  readonly #deps: StaticBackendsDeps
  readonly #builtIn: readonly ClosableBackend[]
  readonly #closing = new Set<NodeJS.Timeout>()
  #current: ReadonlyMap<string, StaticBackend> = new Map()
  #replaced: readonly ClosableBackend[] = []

  /** All backends that users can sign in with. */
  readonly registry: Registry

  /** @param builtIn backends that are in no settings, and stay */
  constructor(
    deps: StaticBackendsDeps,
    definitions: readonly Definition[],
    builtIn: readonly ClosableBackend[],
  ) {
    this.#deps = deps
    this.#builtIn = builtIn
    this.#current = this.#createAll(definitions)
    this.registry = new Registry(this.#listBackends())
  }

  /**
   * Replaces the backends by these. One whose definition is the same stays as it is, with its connections and the
   * metadata that it has read. Attempts under way end with the backend that they started with, unless its issuer has
   * changed or its name is gone. Returns the names of the backends that are new, changed or gone.
   */
  reload(definitions: readonly Definition[]): readonly string[] {
    const before = this.#current
    this.#current = this.#createAll(definitions)
    const replaced = [...before].filter(
      ([name, { closable }]) => this.#current.get(name)?.closable !== closable,
    )
    const added = [...this.#current.keys()].filter((name) => !before.has(name))
    const staying = [...before].filter(
      ([name, { definition }]) => this.#current.get(name)?.definition.issuer === definition.issuer,
    )
    const stayingNames = new Set([
      ...staying.map(([name]) => name),
      ...this.#builtIn.map(({ backend }) => backend.name),
    ])
    this.registry.replaceStatic(this.#listBackends(), stayingNames, this.#deps.clock())
    this.#closeLater(replaced.map(([, { closable }]) => closable))
    return [...replaced.map(([name]) => name), ...added].sort()
  }

  /** Closes the connections to all providers. */
  close(): void {
    for (const timer of this.#closing) clearTimeout(timer)
    const current = [...this.#current.values()].map(({ closable }) => closable)
    for (const closable of [...current, ...this.#replaced, ...this.#builtIn]) closable.close()
  }

  #createAll(definitions: readonly Definition[]): ReadonlyMap<string, StaticBackend> {
    const previous = this.#current
    return new Map(
      definitions.map((definition) => {
        const same = previous.get(definition.name)
        const isSame = same !== undefined && isSameDefinition(same.definition, definition)
        return [
          definition.name,
          isSame ? same : { definition, closable: this.#deps.create(definition) },
        ] as const
      }),
    )
  }

  #listBackends() {
    return [...[...this.#current.values()].map(({ closable }) => closable), ...this.#builtIn].map(
      ({ backend }) => backend,
    )
  }

  #closeLater(closables: readonly ClosableBackend[]): void {
    if (closables.length === 0) return
    this.#replaced = [...this.#replaced, ...closables]
    const timer = setTimeout(() => {
      this.#closing.delete(timer)
      this.#replaced = this.#replaced.filter((closable) => !closables.includes(closable))
      for (const closable of closables) closable.close()
    }, REPLACED_TTL_MS)
    timer.unref()
    this.#closing.add(timer)
  }
}

/** What the settings say about backends. */
export interface StaticDefinitionSettings extends MailSettings {
  readonly rawBackends: Readonly<Record<string, unknown>>
  readonly allowInsecureIssuers: boolean
  readonly emailLogin: boolean
  readonly trustProxy: readonly string[]
}

/**
 * Parses the backends of the settings, and finds everything that keeps a server from starting with them: the start, a reload
 * and the doctor must agree on that.
 */
export function parseStaticDefinitions(
  settings: StaticDefinitionSettings,
): Omit<ParsedDefinitions, 'issues'> & { readonly marks: ReadonlyMap<string, Mark> } {
  const { rawBackends, allowInsecureIssuers, emailLogin } = settings
  const { definitions, errors } = parseDefinitions(rawBackends, { allowInsecureIssuers })
  const mail = { canSendMail: canSendMail(settings) }
  const { marks, errors: markErrors } = readMarkFiles(definitions)
  errors.push(
    ...mailProblems(definitions, mail),
    ...proxyProblems(definitions, settings),
    ...(emailLogin ? emailLoginProblems(rawBackends, mail) : []),
    ...markErrors,
  )
  return { definitions, errors, marks }
}
