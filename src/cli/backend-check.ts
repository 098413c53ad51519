import type { Definition } from '../backends/definition.js'
import { checkBackend } from '../backends/check-backend.js'
import { PortcullisError } from '../errors.js'
import { createOutbound } from '../outbound/outbound.js'
import type { Command } from './command.js'
import { definitionsOf } from './definitions.js'
import { table } from './help.js'
import type { Terminal } from './terminal.js'

const DEADLINE_MS = 9000

interface Finding {
  readonly name: string
  readonly ok: boolean
  /** Null when all is well. */
  readonly code: string | null
  readonly detail: string
}

/** Asks the provider of each backend for its metadata and keys, as a sign-in would, or whether its endpoints answer. */
export const backendCheck: Command = {
  name: 'backend check',
  summary: 'Asks each provider for its metadata and signing keys, as a sign-in would',
  parameters: [],
  options: {},
  run: async (_given, terminal) => {
    const { definitions, allowInsecureIssuers } = definitionsOf(terminal)
    const findings = await Promise.all(
      definitions.map((definition) => check(definition, allowInsecureIssuers, terminal)),
    )
    const rows = findings.map(({ name, code, detail }) => [name, code ?? 'ok', detail])
    const text = rows.length === 0 ? 'No backends are set up.' : table(rows)
    const well = findings.every(({ ok }) => ok)
    return { text, json: { backends: findings }, ...(well ? {} : { success: false }) }
  },
}

async function check(definition: Definition, allowInsecure: boolean, { now }: Terminal): Promise<Finding> {
  const { name, issuer } = definition
  // Each has a way out of its own, so that one that hangs does not slow down the others.
  const fetch = createOutbound({ allowPrivate: allowInsecure })
  try {
    await checkBackend(definition, { fetch, allowInsecure, now, deadlineMs: DEADLINE_MS })
    return { name, ok: true, code: null, detail: issuer }
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    return { name, ok: false, code: error.code, detail: error.detail ?? error.kind.sentence }
  } finally {
    fetch.destroy()
  }
}
