import type { Context } from 'koa'
import { verifyDpopProof } from '../devices/proof.js'
import type { Services } from './parts.js'

/**
 * The thumbprint of the key that this request proves (RFC 9449), or null when it proves none.
 * @param path of the endpoint, below the base path
 * @throws PortcullisError device_proof_invalid
 */
export async function readDpopThumbprint(
  services: Services,
  ctx: Context,
  path: string,
): Promise<string | null> {
  const { origin, basePath } = services.site
  const proof = ctx.headers['dpop']
  // Several headers come joined by commas, which no proof contains.
  if (proof === undefined) return null
  return verifyDpopProof(services, String(proof), { method: ctx.method, url: origin + basePath + path })
}
