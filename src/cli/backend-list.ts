import type { Command } from './command.js'
import { definitionsOf } from './definitions.js'
import { table } from './help.js'

/** Lists the backends of the settings. */
export const backendList: Command = {
  name: 'backend list',
  summary: 'Lists the backends of BACKENDS_FILE and the environment',
  parameters: [],
  options: {},
  run: (_given, terminal) => {
    const { definitions } = definitionsOf(terminal)
    const rows = definitions.map(({ name, label, issuer }) => [name, label, issuer])
    const text = rows.length === 0 ? 'No backends are set up.' : table([['NAME', 'LABEL', 'ISSUER'], ...rows])
    const backends = definitions.map(({ name, label, kind, issuer, clientId }) => ({
      ...{ name, label, kind, issuer, clientId },
    }))
    return Promise.resolve({ text, json: { backends } })
  },
}
