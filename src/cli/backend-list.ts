import type { Command } from './command.js'
import { table } from './help.js'
import { type KnownBackend, knownBackends, originOf } from './known-backends.js'

const HEADINGS = ['NAME', 'LABEL', 'ISSUER', 'FROM']

/** Lists all backends, and where each is written. */
export const backendList: Command = {
  name: 'backend list',
  summary: 'Lists the backends of BACKENDS_FILE, of the environment and of /admin',
  parameters: [],
  options: {},
  run: async (_given, terminal) => {
    const { backends, unread } = await knownBackends(terminal)
    const text = backends.length === 0 ? 'No backends are set up.' : table([HEADINGS, ...backends.map(rowOf)])
    return { text, json: { backends: backends.map(jsonOf), unread } }
  },
}

function rowOf(backend: KnownBackend): readonly string[] {
  const { label = '-', issuer = '-' } = backend.definition ?? {}
  return [backend.name, label, issuer, [originOf(backend), ...backend.faults].join('. ')]
}

function jsonOf({ name, definition, source, version, state, faults }: KnownBackend) {
  const { label = null, kind = null, issuer = null, clientId = null } = definition ?? {}
  return { name, label, kind, issuer, clientId, source, version, state, faults }
}
