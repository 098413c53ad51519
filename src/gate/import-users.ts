import { PROGRAM_ACTOR } from '../audit/audit-event.js'
import { isSameIssuer } from '../identity.js'
import type { Backend } from '../backends/backend.js'
import type { BackendIssuers } from '../import/candidate.js'
import { importPeople } from '../import/import-people.js'
import type { Fields, RejectedImport } from '../public-types.js'
import type { Services } from '../routes/services.js'
import type { UserExtension } from '../user-extension.js'
import type { Users } from './public-gate.js'

type ImportDeps = Pick<Services, 'store' | 'backends' | 'clock'>

/** `import` of the users of a program; src/import/ does the work. */
export function createImport(
  { store, backends, clock }: ImportDeps,
  { extension, reservedUsernames }: ImportSettings,
): Users<Fields, string>['import'] {
  const rules = {
    extension,
    reservedUsernames,
    findIssuers: (name: string) => readIssuers(backends.registry.get(name)),
  }
  return async (people, { dryRun = false } = {}) => {
    const rejected: RejectedImport[] = []
    const { created, unchanged } = await importPeople({ store, rules, clock }, people, {
      isDryRun: dryRun,
      actor: PROGRAM_ACTOR,
      onRejected: ({ id, reason }) => {
        rejected.push({ id, reason })
      },
    })
    return { created, unchanged, rejected }
  }
}

/** What the site adds to people who are imported, and which names it reserves. */
export interface ImportSettings {
  readonly extension: UserExtension
  readonly reservedUsernames: readonly string[]
}

function readIssuers(backend: Backend | null): BackendIssuers | null {
  const issuer = backend?.definitionIssuer
  if (backend === null || issuer === undefined) return null
  return {
    issuer: backend.hasTenants === true ? null : issuer,
    ownsIssuer: (other) => backend.ownsIssuer?.(other) ?? isSameIssuer(other, issuer),
  }
}
