import type { Definition } from '../../backends/definition.js'
import { storedDefinition } from '../../backends/stored-definition.js'
import { Vault } from '../../crypto/vault.js'
import type { Settings } from '../../settings/settings.js'
import type { Store } from '../../store/store.js'
import { failure, type Finding } from './finding.js'

/** The backends that administrators have put into use, and a finding for each that cannot be read. */
export async function addedDefinitions(
  store: Store | null,
  { encryptionKeys, allowInsecureIssuers }: Settings,
): Promise<{ readonly definitions: readonly Definition[]; readonly findings: readonly Finding[] }> {
  if (store === null) return { definitions: [], findings: [] }
  const enabled = await store.enabledVersions()
  const rows = await store.versionsWithIds(enabled.map(({ versionId }) => versionId))
  const vault = new Vault(encryptionKeys)
  const read = rows.map((row) => ({
    ...storedDefinition(row, vault, { allowInsecureIssuers }),
    name: row.name,
  }))
  return {
    definitions: read.flatMap(({ definition }) => definition ?? []),
    findings: read.flatMap(({ name, faults }) => (faults === null ? [] : unreadable(name, faults))),
  }
}

function unreadable(name: string, faults: readonly string[]): Finding {
  const advice = 'Mend it in /admin/providers, or switch it off there.'
  return failure('providers', 'provider_misconfigured', faults.join(' '), advice, { subject: name })
}
