import { limitClaims, readClaim, pickStorableClaims } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'

/** Only the verified ID Token says these; with them goes what vouches for the sign-in itself. */
const ID_TOKEN_ONLY_CLAIMS = new Set(
  'iss sub aud exp iat nbf jti nonce azp at_hash c_hash s_hash auth_time acr amr sid'.split(' '),
)

const EMAIL_CLAIMS = new Set(['email', 'email_verified'])

/**
 * All that is claimed about a person. UserInfo, being what the provider says now, goes before the ID Token except for
 * protected claims. An address and the word that it is verified come from one source, or an address that was never
 * verified could borrow the word about another.
 * @throws PortcullisError identity_rejected
 */
export function mergeClaims(idToken: Claims, userInfo: Claims): Claims {
  const emailSource = typeof readClaim(userInfo, 'email') === 'string' ? userInfo : idToken
  const pickClaims = (source: Claims): [string, unknown][] =>
    pickStorableClaims(source).filter(
      ([name]) =>
        (source === emailSource || !EMAIL_CLAIMS.has(name)) &&
        (source === idToken || !ID_TOKEN_ONLY_CLAIMS.has(name)),
    )
  return limitClaims(Object.fromEntries([...pickClaims(idToken), ...pickClaims(userInfo)]))
}
