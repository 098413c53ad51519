import type { Registry } from '../backends/registry.js'
import type { CurrentSession } from '../session/current.js'
import type { ClientState } from './protocol.js'

export interface StateDeps {
  readonly registry: Pick<Registry, 'list'>
  /** Null when local passwords are switched off. */
  readonly passwordBackend: object | null
}

/** What a page is told of who is signed in: no id, no address, no proof. */
export function toClientState(
  { registry, passwordBackend }: StateDeps,
  current: CurrentSession | null,
): ClientState {
  const user = current && { name: current.user.name ?? current.user.username, picture: current.user.picture }
  return {
    type: 'state',
    user,
    expires: current?.session.expiresAt.toISOString() ?? null,
    backends: registry.list().map(({ name, label, icon }) => ({ name, label, icon })),
    password: passwordBackend !== null,
  }
}
