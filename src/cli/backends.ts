import { probeBackend } from '../backends/create-backend.js'
import { isOnlyFunctions } from '../backends/definition/definition.js'
import { PortcullisError } from '../errors.js'
import { createHttpClient } from '../http-client/http-client.js'
import { EMAIL_BACKEND, EMAIL_ISSUER } from '../identity.js'
import { type BackendEntry, type BackendList, describeSource, listBackends } from './all-backends.js'
import type { RunCommand } from './command.js'
import { formatTable, type Terminal } from './terminal.js'

const HEADINGS = ['NAME', 'LABEL', 'ISSUER', 'SOURCE']

/** The backend of emailed codes, which is part of the program. */
const EMAIL_LOGIN_ENTRY = {
  name: EMAIL_BACKEND,
  label: 'Email',
  kind: 'email',
  issuer: EMAIL_ISSUER,
  clientId: null,
  source: 'EMAIL_LOGIN',
  version: null,
  state: 'enabled',
  faults: [],
}
const EMAIL_LOGIN_ROW = [EMAIL_BACKEND, EMAIL_LOGIN_ENTRY.label, EMAIL_ISSUER, EMAIL_LOGIN_ENTRY.source]

/** Lists all backends and the source of each. */
export const backendList: RunCommand = async (_args, terminal) => {
  const { backends, hasEmailLogin, readError } = await listBackends(terminal)
  const rows = [...backends.map(toRow), ...(hasEmailLogin ? [EMAIL_LOGIN_ROW] : [])]
  const text = rows.length === 0 ? 'No providers are configured.' : formatTable([HEADINGS, ...rows])
  const entries = [...backends.map(toJson), ...(hasEmailLogin ? [EMAIL_LOGIN_ENTRY] : [])]
  return { text, json: { backends: entries, unread: readError } }
}

function toRow(backend: BackendEntry): readonly string[] {
  const { label = '-', issuer = '-' } = backend.definition ?? {}
  return [backend.name, label, issuer, [describeSource(backend), ...backend.errors].join('. ')]
}

function toJson({ name, definition, source, version, state, errors }: BackendEntry) {
  const { label = null, kind = null, issuer = null } = definition ?? {}
  const clientId = definition !== null && 'clientId' in definition ? definition.clientId : null
  return { name, label, kind, issuer, clientId, source, version, state, faults: errors }
}

interface CheckResult {
  readonly ok: boolean
  /** An error code; null when the provider is available. */
  readonly code: string | null
  readonly detail: string
}

/** Requests metadata and keys from the provider of each backend as a sign-in does, or probes its endpoints. */
export const backendCheck: RunCommand = async (_args, terminal) => {
  const { backends, readError, ...site } = await listBackends(terminal)
  const findings = await Promise.all(
    backends
      .filter(({ state }) => state === 'enabled')
      .map(async (backend) => ({
        backend,
        ...(await probe(backend, site, terminal)),
      })),
  )
  const rows = findings.map(({ backend, code, detail }) => [
    backend.name,
    code ?? 'ok',
    describeSource(backend),
    detail,
  ])
  const text = rows.length === 0 ? 'No providers are enabled.' : formatTable(rows)
  const isHealthy = findings.every(({ ok }) => ok)
  const results = findings.map(({ backend: { name, source, version }, ...outcome }) => ({
    name,
    source,
    version,
    ...outcome,
  }))
  return { text, json: { backends: results, unread: readError }, ...(isHealthy ? {} : { ok: false }) }
}

async function probe(
  { definition, errors }: BackendEntry,
  { rules: { allowInsecureIssuers: allowInsecure }, network }: Pick<BackendList, 'rules' | 'network'>,
  { clock }: Terminal,
): Promise<CheckResult> {
  if (definition === null) return { ok: false, code: 'provider_misconfigured', detail: errors.join(' ') }
  // Each probe has its own HTTP client, so that one provider that hangs does not delay the others.
  const { timeout: callTimeoutMs } = definition
  const fetch = createHttpClient({ allowPrivate: allowInsecure, callTimeoutMs, ...network })
  try {
    await probeBackend(definition, { fetch, allowInsecure, clock })
    const { issuer } = definition
    const detail = isOnlyFunctions(definition) ? `${issuer}; its functions were not called` : issuer
    return { ok: true, code: null, detail }
  } catch (error) {
    if (!(error instanceof PortcullisError)) throw error
    return { ok: false, code: error.code, detail: error.detail ?? error.kind.message }
  } finally {
    fetch.destroy()
  }
}
