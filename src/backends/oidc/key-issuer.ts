import { PortcullisError } from '../../errors.js'
import { readClaim } from '../protocol/claims.js'
import type { IssuerRules } from './issuers.js'
import { quoteForLog } from '../protocol/quoted.js'
import type { SigningKeySource } from './signing-keys.js'

/**
 * Where several issuers publish their keys together, a key may name the one it signs for, or the template for any: one
 * that names another proves nothing. Microsoft asks for this check; keys that name nobody pass.
 * @throws PortcullisError identity_rejected
 */
export async function assertKeyIssuer(
  issuer: string,
  { issuerTemplate }: IssuerRules,
  token: { readonly keys: SigningKeySource; readonly kid: string | undefined; readonly label: string },
): Promise<void> {
  if (issuerTemplate === null) return
  const { keys } = (await token.keys.current()).jwks()
  const owners = keys
    .filter(({ kid }) => token.kid === undefined || kid === token.kid)
    .map((key) => readClaim({ ...key }, 'issuer'))
    .filter((owner) => owner !== undefined)
  const otherIssuer = owners.find((owner) => owner !== issuer && owner !== issuerTemplate)
  if (otherIssuer === undefined) return
  const detail = `${token.label}: signed with a key of the issuer ${quoteForLog(otherIssuer)}, not of ${quoteForLog(issuer)}`
  throw new PortcullisError('identity_rejected', { detail })
}
