import type { Attempt, VersionKey } from '../attempt.js'
import { PortcullisError } from '../errors.js'
import { message } from '../locales/messages.js'
import type { Backend } from './backend.js'
import type { DynamicBackends } from './dynamic-backends.js'
import type { Registry } from './registry.js'

/**
 * Finds the backend that an attempt started with, in the same version, even if another version is enabled now.
 * The caller checks the issuer of a sign-in that waits for an answer, which is known already (`issuer` is undefined).
 * @param startedAt when it started: the settings may have been read again since
 * @throws PortcullisError unknown_backend when it was deleted, backend_disabled when it was disabled, or replaced by
 *   one with another issuer, which must not get the code
 */
export async function resolveBackend(
  { registry, dynamic }: { readonly registry: Registry; readonly dynamic: DynamicBackends },
  {
    backend: name,
    version,
    versionId,
    issuer,
  }: Pick<Attempt, 'backend' | keyof VersionKey> & Partial<Pick<Attempt, 'issuer'>>,
  startedAt: Date,
): Promise<Backend> {
  if (versionId === null && version === null) return resolveStatic(registry, { name, issuer, startedAt })
  const current = registry.get(name)
  const isCurrent =
    versionId === null ? (current?.version ?? null) === version : current?.versionId === versionId
  if (current && isCurrent) return current
  const key = versionId === null ? version !== null && { name, version } : { id: versionId }
  const original = key === false ? null : await dynamic.getVersion(key)
  if (!original)
    throw new PortcullisError('unknown_backend', {
      detail: message('detail.attempt.noProvider'),
    })
  if (!original.enabled)
    throw new PortcullisError('backend_disabled', {
      detail: message('detail.attempt.disabled', { provider: name }),
    })
  // A new account would be stored under an issuer that this name no longer has.
  if (current?.versionId !== undefined && !dynamic.haveSameIssuer(original.backend, current))
    throw new PortcullisError('backend_disabled', {
      detail: message('detail.attempt.otherIssuer', { provider: name }),
    })
  return original.backend
}

function resolveStatic(
  registry: Registry,
  {
    name,
    issuer,
    startedAt,
  }: { readonly name: string; readonly issuer: string | null | undefined; readonly startedAt: Date },
): Backend {
  const present = registry.get(name)
  const earlier = registry.getStaticAt(name, startedAt)
  // Another process, or this one before a restart, may have started the attempt with other settings.
  const candidates = issuer === null ? [earlier] : [earlier, present]
  const backend = candidates.find(
    (each) =>
      each !== null &&
      each.version === undefined &&
      (issuer === null || issuer === undefined || each.definitionIssuer === issuer),
  )
  if (backend) return backend
  if (present === null)
    throw new PortcullisError('unknown_backend', {
      detail: message('detail.attempt.noProvider'),
    })
  throw new PortcullisError('backend_disabled', {
    detail: message('detail.attempt.otherIssuer', { provider: name }),
  })
}
