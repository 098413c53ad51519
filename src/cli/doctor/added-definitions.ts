import type { Definition } from '../../backends/definition.js'
import { isMailMissing } from '../../backends/lacks-mail.js'
import { Encrypter } from '../../crypto/vault.js'
import { ERROR_KINDS } from '../../errors.js'
import { canSendMail } from '../../mail/open-outbox.js'
import type { Settings } from '../../settings/settings.js'
import type { Store } from '../../store/store.js'
import { loadDynamicProviders } from '../added-providers.js'
import { failure, type Finding } from './finding.js'

const DEFINITIONS_CHECK = 'providers'

/** The backends that administrators have put into use, and a finding for each that cannot be used as it is. */
export async function checkDynamicDefinitions(
  store: Store | null,
  settings: Settings,
): Promise<{ readonly definitions: readonly Definition[]; readonly findings: readonly Finding[] }> {
  if (store === null) return { definitions: [], findings: [] }
  const { encryptionKeys, allowInsecureIssuers } = settings
  const providers = await loadDynamicProviders(store, new Encrypter(encryptionKeys), { allowInsecureIssuers })
  const inUse = providers.filter(({ state }) => state === 'in use')
  const definitions = inUse.flatMap(({ stored }) => stored.definition ?? [])
  const requiringMail = definitions.filter((definition) =>
    isMailMissing(definition, { canSendMail: canSendMail(settings) }),
  )
  const unreadable = inUse.flatMap(({ name, stored }) =>
    stored.errors === null ? [] : unreadableFinding(name, stored.errors),
  )
  return { definitions, findings: [...unreadable, ...requiringMail.map(mailFinding)] }
}

function unreadableFinding(name: string, errors: readonly string[]): Finding {
  const advice = 'Mend it in /admin/providers, or switch it off there.'
  return failure(DEFINITIONS_CHECK, 'provider_misconfigured', errors.join(' '), advice, { subject: name })
}

function mailFinding({ name }: Definition): Finding {
  const { message, advice } = ERROR_KINDS.backend_needs_mail
  return failure(DEFINITIONS_CHECK, 'backend_needs_mail', message, advice, { subject: name })
}
