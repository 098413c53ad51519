import { z } from 'zod'
import type { Session } from '../store/records.js'
import type { Services } from './parts.js'

const ExtraDataSchema = z.looseObject({ groups: z.unknown().optional() })

/**
 * The groups that the provider named at the newest sign-in with the account of this session: its claim `groups`, a list
 * of texts or one text. Costs one read, and none where the backend does not keep that claim in `extraClaims`.
 */
export async function loadGroups(
  services: Pick<Services, 'registry' | 'store'>,
  { backend, accountId }: Session,
): Promise<readonly string[]> {
  const isStored = services.registry.get(backend)?.policy.extraClaims.includes('groups') === true
  if (!isStored || accountId === null) return []
  const extraData = await services.store.getExtraData(accountId)
  if (extraData === null) return []
  const { groups } = ExtraDataSchema.parse(JSON.parse(extraData))
  const list: readonly unknown[] = Array.isArray(groups) ? groups : [groups]
  const names = list.filter((group) => typeof group === 'string').filter((group) => group !== '')
  return [...new Set(names)]
}
