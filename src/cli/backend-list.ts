import type { Command } from './command.js'
import { formatTable } from './help.js'
import { type BackendEntry, listBackends, describeSource } from './known-backends.js'

const HEADINGS = ['NAME', 'LABEL', 'ISSUER', 'FROM']

/** Lists all backends, and where each is written. */
export const backendList: Command = {
  name: 'backend list',
  summary: 'Lists the backends of BACKENDS_FILE, of the environment and of /admin',
  positionals: [],
  options: {},
  run: async (_args, terminal) => {
    const { backends, readError } = await listBackends(terminal)
    const text =
      backends.length === 0 ? 'No backends are set up.' : formatTable([HEADINGS, ...backends.map(toRow)])
    return { text, json: { backends: backends.map(toJson), unread: readError } }
  },
}

function toRow(backend: BackendEntry): readonly string[] {
  const { label = '-', issuer = '-' } = backend.definition ?? {}
  return [backend.name, label, issuer, [describeSource(backend), ...backend.errors].join('. ')]
}

function toJson({ name, definition, source, version, state, errors }: BackendEntry) {
  const { label = null, kind = null, issuer = null, clientId = null } = definition ?? {}
  return { name, label, kind, issuer, clientId, source, version, state, faults: errors }
}
