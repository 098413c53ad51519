import type { Definition } from '../../../backends/definition.js'
import { speaksFor } from '../../../backends/speaks-for.js'
import { openSecrets, sealSecrets } from '../../../backends/stored-definition.js'
import { newId } from '../../../crypto/token.js'
import { PortcullisError } from '../../../errors.js'
import { type Actor, deedEvent } from '../../../journal/deed.js'
import type { BackendVersionRow } from '../../../store/backend-rows.js'
import type { StoreVerbs } from '../../../store/store.js'
import type { Parts } from '../../parts.js'
import type { Draft } from './draft.js'

type Needs = Pick<Parts, 'store' | 'house' | 'registry' | 'now'>

/**
 * Stores a provider in its first version, not in use yet, and the event with it.
 * @throws PortcullisError backend_taken
 */
export async function saveNewProvider(parts: Needs, draft: Draft, actor: Actor): Promise<void> {
  const { name, definition } = draft
  if (parts.registry.fixed().some((backend) => backend.name === name))
    throw taken(`The settings of this site have a way to sign in named ${name}.`)
  const now = parts.now()
  await parts.store.atomically(async (store) => {
    const versions = (await store.addedBackend(name))?.versions
    if (versions?.length === 1 && wasSaved(parts, versions[0], draft, actor)) return
    if (versions !== undefined) throw taken(`There is a provider named ${name} already.`)
    if (await holdsOthers(store, definition))
      throw taken(`Accounts of an earlier provider with another issuer are kept under the name ${name}.`)
    await store.createBackend(name, now)
    await store.createBackendVersion(versionOf(parts, draft, { version: 1, actor, now }))
    const detail = { version: 1, issuer: definition.issuer }
    await store.createEvents([deedEvent({ kind: 'provider.added', actor, backend: name, detail }, now)])
  })
}

/** Whether this is what the same administrator has saved last: a form that is sent twice is saved once. */
export function wasSaved(
  { house }: Pick<Needs, 'house'>,
  newest: BackendVersionRow | undefined,
  { fields, secrets }: Draft,
  actor: Actor,
): boolean {
  if (newest?.createdBy !== actor.name || newest.definition !== JSON.stringify(fields)) return false
  return JSON.stringify(openSecrets(house.vault, newest)) === JSON.stringify(secrets)
}

/** Whether accounts are kept under its name that another issuer speaks for: their subjects are other people. */
export async function holdsOthers(
  store: Pick<StoreVerbs, 'issuersOf'>,
  definition: Definition,
): Promise<boolean> {
  return (await store.issuersOf(definition.name)).some((known) => !speaksFor(definition, known))
}

/** A row for what was written, with its secrets sealed to it. */
export function versionOf(
  { house }: Pick<Needs, 'house'>,
  { name, fields, secrets }: Draft,
  { version, actor, now }: { readonly version: number; readonly actor: Actor; readonly now: Date },
) {
  const id = newId()
  return {
    ...{ id, name, version },
    definition: JSON.stringify(fields),
    secret: sealSecrets(house.vault, id, secrets),
    createdAt: now,
    createdBy: actor.name,
  }
}

function taken(detail: string): PortcullisError {
  return new PortcullisError('backend_taken', { detail })
}
