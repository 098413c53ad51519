import { z } from 'zod'
import type { Session } from '../store/records.js'
import type { Parts } from './parts.js'

const Kept = z.looseObject({ groups: z.unknown().optional() })

/**
 * The groups that the provider named at the newest sign-in with the account of this session: its claim `groups`, a list
 * of texts or one text. Costs one read, and none where the backend does not keep that claim in `extraClaims`.
 */
export async function groupsOf(
  parts: Pick<Parts, 'registry' | 'store'>,
  { backend, accountId }: Session,
): Promise<readonly string[]> {
  const keeps = parts.registry.get(backend)?.policy.extraClaims.includes('groups') === true
  if (!keeps || accountId === null) return []
  const kept = await parts.store.extraDataOf(accountId)
  if (kept === null) return []
  const { groups } = Kept.parse(JSON.parse(kept))
  const list: readonly unknown[] = Array.isArray(groups) ? groups : [groups]
  const named = list.filter((group) => typeof group === 'string').filter((group) => group !== '')
  return [...new Set(named)]
}
