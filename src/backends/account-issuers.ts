import type { Queries } from '../store/store.js'
import { type Definition, ownsIssuer } from './definition/definition.js'

/** Accounts under the name of a backend that another issuer has issued: their subjects are other people. */
export interface ForeignAccounts {
  readonly definition: Definition
  readonly issuers: readonly string[]
}

/** Finds the backends under whose names accounts of another issuer are stored. */
export async function findForeignAccounts(
  store: Pick<Queries, 'listIssuers'>,
  definitions: readonly Definition[],
): Promise<readonly ForeignAccounts[]> {
  const found: ForeignAccounts[] = []
  for (const definition of definitions) {
    const issuers = (await store.listIssuers(definition.name)).filter(
      (issuer) => !ownsIssuer(definition, issuer),
    )
    if (issuers.length > 0) found.push({ definition, issuers })
  }
  return found
}

const MAX_LISTED_ISSUERS = 3

/** What is wrong, and the two ways to fix it, as sentences for an administrator. */
export function describeForeignAccounts({
  definition: { name, issuer },
  issuers,
}: ForeignAccounts): Readonly<Record<'message' | 'advice', string>> {
  const listed = issuers.slice(0, MAX_LISTED_ISSUERS).join(', ')
  const others = issuers.length - MAX_LISTED_ISSUERS
  const command = `portcullis backend move-accounts ${name} --from ${issuers[0] ?? 'ISSUER'}`
  return {
    message: `Accounts of another issuer (${listed}${others > 0 ? ` and ${others} more` : ''}) are stored under the name ${JSON.stringify(name)}, but its issuer is now ${issuer}, where the same subjects may be other people.`,
    advice: `If the provider has moved and kept its users, run "${command}". If it is another provider, give it another name.`,
  }
}
