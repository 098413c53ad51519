import { RejectedPerson } from '../import/candidate.js'
import { type CommandArgs, CommandError, UsageError } from './command.js'

/** The names of the backends of this site. */
export interface BackendNames {
  readonly backendNames: readonly string[]
}

/** The names that the backends of the other system have here. */
export class NameMap {
  readonly #here = new Map<string, string>()
  /** Providers whose accounts stay behind, by the names of the other system. */
  readonly skipped: ReadonlySet<string>
  readonly #idPrefix: string

  constructor(args: CommandArgs, { backendNames }: BackendNames) {
    this.skipped = new Set(splitList(args.option('skip')))
    this.#idPrefix = args.option('id-prefix') ?? ''
    if (!/^[\w-]{0,32}$/.test(this.#idPrefix))
      throw new UsageError('--id-prefix may have up to 32 letters, digits, "_" and "-".')
    for (const pair of splitList(args.option('map'))) {
      const [here = '', there = '', ...more] = pair.split('=')
      if (here === '' || there === '' || more.length > 0)
        throw new UsageError(
          `--map has ${JSON.stringify(pair)}. Write HERE=THERE, such as google=google-oauth2.`,
        )
      if (!backendNames.includes(here)) {
        const advice = backendNames.includes(there) ? ` Did you mean ${there}=${here}?` : ''
        throw new CommandError(`There is no backend ${JSON.stringify(here)} here.${advice}`)
      }
      // Two providers in one backend: a subject of one of them would be another person at the other.
      if (this.#here.has(there) || [...this.#here.values()].includes(here))
        throw new UsageError(`--map has ${JSON.stringify(this.#here.has(there) ? there : here)} twice.`)
      this.#here.set(there, here)
    }
  }

  async *rename(people: AsyncIterable<unknown>): AsyncGenerator {
    for await (const person of people) yield this.#renameOne(person)
  }

  #renameOne(person: unknown): unknown {
    if (person instanceof RejectedPerson) return new RejectedPerson(this.#idPrefix + person.id, person.reason)
    if (typeof person !== 'object' || person === null || Array.isArray(person)) return person
    const id: unknown = Reflect.get(person, 'id')
    const accounts: unknown = Reflect.get(person, 'accounts')
    const list: readonly unknown[] = Array.isArray(accounts) ? accounts : []
    const ambiguous = list.find((each) => this.#isAmbiguous(each))
    if (ambiguous !== undefined)
      return new RejectedPerson(
        this.#idPrefix + String(id),
        `--map gives the name of its provider ${JSON.stringify(readBackend(ambiguous))} to another one`,
      )
    return {
      ...person,
      ...(typeof id === 'string' ? { id: this.#idPrefix + id } : {}),
      ...(Array.isArray(accounts) ? { accounts: list.flatMap((each) => this.#renameAccount(each)) } : {}),
    }
  }

  /** Whether this provider of the other system has the name that another one of its providers gets here. */
  #isAmbiguous(account: unknown): boolean {
    const backend = readBackend(account)
    if (backend === null || this.skipped.has(backend) || this.#here.has(backend)) return false
    return [...this.#here.values()].includes(backend)
  }

  #renameAccount(account: unknown): readonly unknown[] {
    const backend = readBackend(account)
    if (typeof account !== 'object' || account === null || backend === null) return [account]
    if (this.skipped.has(backend)) return []
    return [{ ...account, backend: this.#here.get(backend) ?? backend }]
  }
}

function readBackend(account: unknown): string | null {
  if (typeof account !== 'object' || account === null || !('backend' in account)) return null
  return typeof account.backend === 'string' ? account.backend : null
}

function splitList(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
