import type { Definition } from '../../backends/definition.js'
import { lacksMail } from '../../backends/lacks-mail.js'
import { Vault } from '../../crypto/vault.js'
import { ERROR_KINDS } from '../../errors.js'
import { sendsMail } from '../../mail/open-outbox.js'
import type { Settings } from '../../settings/settings.js'
import type { Store } from '../../store/store.js'
import { addedProviders } from '../added-providers.js'
import { failure, type Finding } from './finding.js'

const CHECK = 'providers'

/** The backends that administrators have put into use, and a finding for each that cannot be used as it is. */
export async function addedDefinitions(
  store: Store | null,
  settings: Settings,
): Promise<{ readonly definitions: readonly Definition[]; readonly findings: readonly Finding[] }> {
  if (store === null) return { definitions: [], findings: [] }
  const { encryptionKeys, allowInsecureIssuers } = settings
  const added = await addedProviders(store, new Vault(encryptionKeys), { allowInsecureIssuers })
  const inUse = added.filter(({ state }) => state === 'in use')
  const definitions = inUse.flatMap(({ stored }) => stored.definition ?? [])
  const mailless = definitions.filter((definition) =>
    lacksMail(definition, { sendsMail: sendsMail(settings) }),
  )
  const unreadable = inUse.flatMap(({ name, stored }) =>
    stored.faults === null ? [] : unreadableOne(name, stored.faults),
  )
  return { definitions, findings: [...unreadable, ...mailless.map(withoutMail)] }
}

function unreadableOne(name: string, faults: readonly string[]): Finding {
  const advice = 'Mend it in /admin/providers, or switch it off there.'
  return failure(CHECK, 'provider_misconfigured', faults.join(' '), advice, { subject: name })
}

function withoutMail({ name }: Definition): Finding {
  const { sentence, advice } = ERROR_KINDS.backend_needs_mail
  return failure(CHECK, 'backend_needs_mail', sentence, advice, { subject: name })
}
