import { type ErrorCode, PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import { NO_ANSWERS } from '../pipeline/answers.js'
import type { SignInStore, SignInWrite } from '../pipeline/facts.js'
import { Halt, type Note } from '../pipeline/pipeline.js'
import { signIn } from '../pipeline/sign-in.js'
import type { BackendPolicy } from '../policy.js'
import { isReadMethod } from '../store/store-verbs.js'
import type { EntryParts } from './enter.js'

/** How a sign-in would end. */
export type Ending =
  | { readonly kind: 'signed-in'; readonly username: string; readonly isNew: boolean }
  | { readonly kind: 'asked'; readonly asks: string; readonly because: string }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string | null }

/** Something that a sign-in would write: the verb of the store, and the fields, without what is sealed. */
export interface Write {
  readonly verb: SignInWrite
  readonly fields: Readonly<Record<string, string>>
}

/** What a sign-in would decide and write. */
export interface Rehearsal {
  readonly steps: readonly Note[]
  readonly writes: readonly Write[]
  readonly ending: Ending
}

/** Takes back all that the rehearsal wrote; it never leaves this file. */
class TakenBack extends Error {
  readonly rehearsal: Rehearsal

  constructor(rehearsal: Rehearsal) {
    super('the rehearsal is over')
    this.rehearsal = rehearsal
  }
}

/**
 * Runs the whole pipeline for an identity, as for a visitor who is not signed in, in a transaction that never ends well:
 * whatever is decided, the database is afterwards as it was. No session is opened.
 */
export async function rehearse(
  { store, house, now }: Pick<EntryParts, 'store' | 'house' | 'now'>,
  { identity, policy }: { readonly identity: Identity; readonly policy: BackendPolicy },
): Promise<Rehearsal> {
  const visitor = { intent: 'sign-in', currentUser: null, answers: NO_ANSWERS } as const
  try {
    return await store.atomically(async (verbs, round) => {
      const [steps, writes]: [Note[], Write[]] = [[], []]
      const start = { ...visitor, identity, policy, house, store: noting(verbs, writes), round, now: now() }
      const ending = await endingOf(async () => {
        const outcome = await signIn.run(start, (note) => steps.push(note))
        if (outcome instanceof Halt) return { kind: 'asked', asks: outcome.asks, because: outcome.because }
        const isNew = writes.some(({ verb }) => verb === 'createUser')
        return { kind: 'signed-in', username: outcome.user.username, isNew }
      })
      throw new TakenBack({ steps, writes, ending })
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.rehearsal
    throw error
  }
}

async function endingOf(run: () => Promise<Ending>): Promise<Ending> {
  try {
    return await run()
  } catch (error) {
    // Anything else, such as a lost race, is for the transaction to handle.
    if (!(error instanceof PortcullisError)) throw error
    return { kind: 'refused', code: error.code, detail: error.detail }
  }
}

/** The same verbs, each noting what it is asked to write. */
function noting(verbs: SignInStore, writes: Write[]): SignInStore {
  return new Proxy(verbs, {
    get(target, name: keyof SignInStore, receiver) {
      const verb: unknown = Reflect.get(target, name, receiver)
      if (typeof verb !== 'function' || isReadMethod(name)) return verb
      return (...given: unknown[]): unknown => {
        writes.push({ verb: name, fields: Object.assign({}, ...given.map(fieldsOf)) as Write['fields'] })
        return Reflect.apply(verb, target, given)
      }
    },
  })
}

/** Ids are made for a row that is taken back, and moments say only when the test was. */
const UNSAID = /(?:^id|Id|At)$/

function fieldsOf(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null || given instanceof Date) return {}
  const said = Object.entries(given).filter(
    ([name, value]) => !UNSAID.test(name) && value !== null && value !== undefined,
  )
  return Object.fromEntries(said.map(([name, value]) => [name, textOf(value)]))
}

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return 'encrypted'
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 300)
}
