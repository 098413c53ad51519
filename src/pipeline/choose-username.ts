import { randomInt } from 'node:crypto'
import type { Identity } from '../identity.js'
import type { Decided, Named, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

const LONGEST = 30
// Names that a reader could take for the house itself.
const RESERVED = new Set([
  'admin',
  'administrator',
  'root',
  'system',
  'support',
  'security',
  'portcullis',
  'me',
])

type Needs = Pick<Start, 'identity' | 'round'> &
  Decided & { readonly store: Pick<Start['store'], 'takenUsernames'> }

/**
 * Picks a free user name for a new user, from what the provider suggests. Whether it is still free when it is written
 * is for the database to say; after a lost race the pipeline runs again, and then a random ending keeps racers apart.
 */
export async function chooseUsername({ identity, round, mayCreate, store }: Needs): Promise<Learned<Named>> {
  if (!mayCreate) return learn('no new user is needed', { username: null })
  const wish = wishOf(identity)
  const first = round === 0 && !RESERVED.has(wish) ? [wish] : []
  const candidates = [
    ...first,
    ...[100, 10_000, 1_000_000_000].map((range) => `${wish}${randomInt(2, range)}`),
  ]
  const taken = await store.takenUsernames(candidates)
  const free = candidates.find((name) => !taken.includes(name)) ?? `${wish}${randomInt(2 ** 40)}`
  return learn(`the user name ${free} is free`, { username: free })
}

/** Lower-case ASCII letters, digits, dots, hyphens and underscores: one spelling, safe in any page, header and path. */
function wishOf({ preferredUsername, email, name }: Identity): string {
  for (const source of [preferredUsername, email, name]) {
    // Some providers write an address for a user name; what comes after the "@" is no name of anybody.
    const wish = (source ?? '')
      .slice(0, 200)
      .replace(/@.*$/s, '')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '')
      .replace(/^[._-]+|[._-]+$/g, '')
      .slice(0, LONGEST)
    if (wish.length >= 2) return wish
  }
  return 'user'
}
