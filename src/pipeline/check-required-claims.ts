import { PortcullisError } from '../errors.js'
import type { Complete, Start } from './facts.js'
import { learn, type Learned } from './pipeline.js'

/** Refuses an identity that lacks a claim its backend requires; an empty text or list is as good as none. */
export async function checkRequiredClaims({
  identity,
  policy,
}: Pick<Start, 'identity' | 'policy'>): Promise<Learned<Complete>> {
  const missing = policy.requiredClaims.filter((claim) => isEmpty(claimOf(identity.claims, claim)))
  if (missing.length > 0) {
    throw new PortcullisError('claim_missing', { detail: `the provider sent no ${missing.join(', ')}` })
  }
  return Promise.resolve(
    learn(`${policy.requiredClaims.length} required claims are present`, { complete: true }),
  )
}

function claimOf(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}
