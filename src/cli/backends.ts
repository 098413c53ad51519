import { probeBackend } from '../backends/create-backend.js'
import { PortcullisError } from '../errors.js'
import { createHttpClient } from '../http-client/http-client.js'
import { type BackendEntry, describeSource, listBackends } from './all-backends.js'
import type { Command } from './command.js'
import { formatTable, type Terminal } from './terminal.js'

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

const PROBE_TIMEOUT_MS = 9000

interface CheckResult {
  readonly ok: boolean
  /** Null when all is well. */
  readonly code: string | null
  readonly detail: string
}

/** Asks the provider of each backend for its metadata and keys, as a sign-in would, or whether its endpoints answer. */
export const backendCheck: Command = {
  name: 'backend check',
  summary: 'Asks each provider in use for its metadata and signing keys, as a sign-in would',
  positionals: [],
  options: {},
  details: 'The exit status is 1 when one of them is in trouble.',
  run: async (_args, terminal) => {
    const { backends, readError, rules } = await listBackends(terminal)
    const findings = await Promise.all(
      backends
        .filter(({ state }) => state === 'in use')
        .map(async (backend) => ({
          backend,
          ...(await probe(backend, rules.allowInsecureIssuers, terminal)),
        })),
    )
    const rows = findings.map(({ backend, code, detail }) => [
      ...[backend.name, code ?? 'ok', describeSource(backend), detail],
    ])
    const text = rows.length === 0 ? 'No backends are in use.' : formatTable(rows)
    const isHealthy = findings.every(({ ok }) => ok)
    const results = findings.map(({ backend: { name, source, version }, ...outcome }) => ({
      ...{ name, source, version },
      ...outcome,
    }))
    return { text, json: { backends: results, unread: readError }, ...(isHealthy ? {} : { ok: false }) }
  },
}

async function probe(
  { definition, errors }: BackendEntry,
  allowInsecure: boolean,
  { clock }: Terminal,
): Promise<CheckResult> {
  if (definition === null) return { ok: false, code: 'provider_misconfigured', detail: errors.join(' ') }
  // Each has a way out of its own, so that one that hangs does not slow down the others.
  const fetch = createHttpClient({ allowPrivate: allowInsecure })
  try {
    await probeBackend(definition, { fetch, allowInsecure, clock, deadlineMs: PROBE_TIMEOUT_MS })
    return { ok: true, code: null, detail: definition.issuer }
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    return { ok: false, code: error.code, detail: error.detail ?? error.kind.message }
  } finally {
    fetch.destroy()
  }
}
