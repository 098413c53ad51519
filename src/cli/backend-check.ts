import { checkBackend } from '../backends/check-backend.js'
import { PortcullisError } from '../errors.js'
import { createOutbound } from '../outbound/outbound.js'
import type { Command } from './command.js'
import { table } from './help.js'
import { type KnownBackend, knownBackends, originOf } from './known-backends.js'
import type { Terminal } from './terminal.js'

const DEADLINE_MS = 9000

interface Outcome {
  readonly ok: boolean
  /** Null when all is well. */
  readonly code: string | null
  readonly detail: string
}

/** Asks the provider of each backend for its metadata and keys, as a sign-in would, or whether its endpoints answer. */
export const backendCheck: Command = {
  name: 'backend check',
  summary: 'Asks each provider in use for its metadata and signing keys, as a sign-in would',
  parameters: [],
  options: {},
  more: 'The exit status is 1 when one of them is in trouble.',
  run: async (_given, terminal) => {
    const { backends, unread, rules } = await knownBackends(terminal)
    const findings = await Promise.all(
      backends
        .filter(({ state }) => state === 'in use')
        .map(async (backend) => ({
          backend,
          ...(await check(backend, rules.allowInsecureIssuers, terminal)),
        })),
    )
    const rows = findings.map(({ backend, code, detail }) => [
      ...[backend.name, code ?? 'ok', originOf(backend), detail],
    ])
    const text = rows.length === 0 ? 'No backends are in use.' : table(rows)
    const well = findings.every(({ ok }) => ok)
    const told = findings.map(({ backend: { name, source, version }, ...outcome }) => ({
      ...{ name, source, version },
      ...outcome,
    }))
    return { text, json: { backends: told, unread }, ...(well ? {} : { success: false }) }
  },
}

async function check(
  { definition, faults }: KnownBackend,
  allowInsecure: boolean,
  { now }: Terminal,
): Promise<Outcome> {
  if (definition === null) return { ok: false, code: 'provider_misconfigured', detail: faults.join(' ') }
  // Each has a way out of its own, so that one that hangs does not slow down the others.
  const fetch = createOutbound({ allowPrivate: allowInsecure })
  try {
    await checkBackend(definition, { fetch, allowInsecure, now, deadlineMs: DEADLINE_MS })
    return { ok: true, code: null, detail: definition.issuer }
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    return { ok: false, code: error.code, detail: error.detail ?? error.kind.sentence }
  } finally {
    fetch.destroy()
  }
}
