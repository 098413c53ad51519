import { PortcullisError } from '../../errors.js'
import { claim } from '../protocol/claims.js'
import type { IssuerRules } from './issuers.js'
import { quoted } from '../protocol/quoted.js'
import type { SigningKeySource } from './signing-keys.js'

/**
 * Where several issuers publish their keys together, a key may name the one it signs for, or the template for any: one
 * that names another proves nothing. Microsoft asks for this check; keys that name nobody pass.
 * @throws PortcullisError identity_rejected
 */
export async function requireKeyOf(
  issuer: string,
  { issuerTemplate }: IssuerRules,
  token: { readonly keys: SigningKeySource; readonly kid: string | undefined; readonly what: string },
): Promise<void> {
  if (issuerTemplate === null) return
  const { keys } = (await token.keys.current()).jwks()
  const owners = keys
    .filter(({ kid }) => token.kid === undefined || kid === token.kid)
    .map((key) => claim({ ...key }, 'issuer'))
    .filter((owner) => owner !== undefined)
  const stranger = owners.find((owner) => owner !== issuer && owner !== issuerTemplate)
  if (stranger === undefined) return
  const detail = `${token.what}: signed with a key of the issuer ${quoted(stranger)}, not of ${quoted(issuer)}`
  throw new PortcullisError('identity_rejected', { detail })
}
