import type { Context } from 'koa'
import { checkProof } from '../devices/proof.js'
import type { Parts } from './parts.js'

/**
 * The thumbprint of the key that this request proves (RFC 9449), or null when it proves none.
 * @param path of the endpoint, below the base path
 * @throws PortcullisError device_proof_invalid
 */
export async function provenKey(parts: Parts, ctx: Context, path: string): Promise<string | null> {
  const { origin, basePath } = parts.site
  const proof = ctx.headers['dpop']
  // Several headers come joined by commas, which no proof contains.
  if (proof === undefined) return null
  return checkProof(parts, String(proof), { method: ctx.method, url: origin + basePath + path })
}
