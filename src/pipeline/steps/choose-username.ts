import { randomInt } from 'node:crypto'
import { PortcullisError } from '../../errors.js'
import type { Identity } from '../../identity.js'
import { type Message, message } from '../../locales/messages.js'
import type { LinkDecided, Start, UsernameChosen } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'

const MAX_USERNAME_LENGTH = 30
// Names that users could mistake for the site itself.
const RESERVED: ReadonlySet<string> = new Set([
  'admin',
  'administrator',
  'root',
  'system',
  'support',
  'security',
  'portcullis',
  'me',
])

const USERNAME = /^[a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])$/

/** Whether a text has the form of a user name. */
export function isUsername(text: string): boolean {
  return USERNAME.test(text)
}

/**
 * Why a user may not choose this name; null for one that may be chosen, if it is not taken.
 * @param reserved the names of RESERVED_USERNAMES
 */
function usernameProblem(username: string, reserved: readonly string[]): Message | null {
  if (!isUsername(username)) return message('setup.usernameRules')
  return RESERVED.has(username) || reserved.includes(username) ? message('setup.usernameReserved') : null
}

/** @throws PortcullisError username_rejected for a user name that a user may not choose */
export function requireChoosableUsername(username: string, reserved: readonly string[]): void {
  const problem = usernameProblem(username, reserved)
  if (problem !== null) throw new PortcullisError('username_rejected', { text: problem })
}

type Needs = Pick<Start, 'identity' | 'retry' | 'site'> &
  LinkDecided & { readonly store: Pick<Start['store'], 'listTakenUsernames'> }

/**
 * Picks a free user name for a new user, based on the provider's suggestion. The database decides whether it is still
 * free when it is written. After a lost race the pipeline runs again, with a random suffix that keeps racers apart.
 */
export async function chooseUsername({
  identity,
  retry,
  site,
  mayCreate,
  store,
}: Needs): Promise<StepResult<UsernameChosen>> {
  if (!mayCreate) return proceed(message('because.username.unneeded'), { username: null })
  const suggestion = suggestUsername(identity)
  const first = retry === 0 ? [suggestion] : []
  const candidates = [...first, ...addNumbers(suggestion)].filter(
    (name) => !isReservedUsername(name, site.reservedUsernames),
  )
  const taken = await store.listTakenUsernames(candidates)
  const free = candidates.find((name) => !taken.includes(name)) ?? `${suggestion}${randomInt(2 ** 40)}`
  return proceed(message('because.username.free'), { username: free })
}

/** Whether no user may get this name. @param more further names that the site reserves */
export function isReservedUsername(name: string, more: readonly string[]): boolean {
  return RESERVED.has(name) || more.includes(name)
}

/** Three variants of a name that is taken, each less likely to be taken, too. */
export function addNumbers(username: string): readonly string[] {
  return [100, 10_000, 1_000_000_000].map((range) => `${username}${randomInt(2, range)}`)
}

/**
 * Lower-case ASCII letters, digits, dots, hyphens and underscores: one spelling, safe in every page, header and path.
 */
function suggestUsername({
  preferredUsername,
  email,
  name,
}: Pick<Identity, 'preferredUsername' | 'email' | 'name'>): string {
  return findUsername([preferredUsername, email, name]) ?? 'user'
}

/** The first of these texts that makes a user name, in its normal form; null if none does. */
export function findUsername(sources: readonly (string | null)[]): string | null {
  for (const source of sources) {
    // Some providers send an email address as the user name; the part after the "@" is not a name.
    const suggestion = (source ?? '')
      .slice(0, 200)
      .replace(/@.*$/s, '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '')
      .replace(/^[._-]+|[._-]+$/g, '')
      .slice(0, MAX_USERNAME_LENGTH)
    if (suggestion.length >= 2) return suggestion
  }
  return null
}
