import type { Signing } from './signing.js'

/** A set of claims, or any other JSON object the provider sends. */
export type Claims = Record<string, unknown>

/** The endpoints of the provider, whose requests are counted. */
export type Endpoint =
  | 'discovery'
  | 'jwks'
  | 'authorize'
  | 'token'
  | 'userinfo'
  | 'emails'
  | 'revoke'
  | 'introspect'
  | 'end_session'
  | 'par'

/** The grant type that an ID Token is issued for: C28 and C29 change only the refreshed one. */
export type GrantType = 'authorization_code' | 'refresh_token'

/** `raw-deflate` is what some servers send as "deflate"; `none` names no coding, and applies none. */
export type Coding = 'gzip' | 'x-gzip' | 'deflate' | 'raw-deflate' | 'br' | 'none'

/**
 * How the transport of a response fails. Faults can be combined. The endpoint does its work (such as redeeming the
 * code) whenever its own body is sent; it does nothing when the fault replaces the response.
 */
export interface TransportFault {
  /** R29: this status. A 2xx keeps the true body, any other one comes without a body unless `body` is given. */
  status?: number
  /** R29, S14: these headers besides the usual ones, such as Retry-After. */
  headers?: Record<string, string>
  /** R29: this body instead of the honest one. */
  body?: string | Uint8Array
  /** R29: this content type. */
  contentType?: string
  /** R26: respond after this delay, in milliseconds. */
  delayMs?: number
  /** R26, R37: accept the request, and never respond until the provider closes. */
  hang?: true
  /** R28: reset the connection before the response, or halfway through the body. */
  reset?: 'before' | 'mid-body'
  /** R26: send the body one byte at a time, with this pause after each, in milliseconds. */
  dripMsPerByte?: number
  /** R31: an endless body of blanks. */
  endless?: true
  /** R31: the number of blanks before the body, which is still valid JSON. */
  bytes?: number
  /** The content codings that are applied to the body, in this order, whether or not they were requested. */
  codings?: readonly Coding[]
  /** Also sixty million blanks before the body, all within the codings. */
  bomb?: true
  /** A byte order mark before the body. */
  bom?: true
  /** R29: redirect there. */
  redirectTo?: string
  /** R32: one header of this size. */
  headerBytes?: number
  /** R32: the number of headers. */
  headerCount?: number
}

/** The fault of one endpoint, or a choice made for each request, counted from 1 (R34, R38). */
export type EndpointFault = TransportFault | ((request: number) => TransportFault | undefined)

/** Every way in which an issuer can misbehave. An empty object stands for an honest issuer. */
export interface Faults {
  /** C2, C4, C5, C16, C25, C28, C29, C65, C67, S23, S29, S31, S32, S34, S35: changed or dropped ID Token claims. */
  idTokenClaims?: (claims: Claims, grant: GrantType) => Claims
  /** S28, S37: a changed JOSE header of the ID Token (crit, a random kid). It does not choose the key. */
  idTokenHeader?: (header: Claims) => Claims
  /** C10, C11, C13, C64, S25, S26, S35: how the ID Token is signed, if at all. Set it before the keys are fetched. */
  sign?: Signing
  /** C7: no kid in the header of the ID Token, one key in the JWKS. */
  noKid?: true
  /** C8: no kid in the header, and two keys in the JWKS that fit; the last one has signed. */
  twoKeysNoKid?: true
  /** C40: junk in the JWKS: an unknown kty, use=enc under the same kid, x5c; or the given keys. */
  extraJwks?: true | readonly Claims[]
  /** A changed list of keys. */
  keySet?: (keys: Claims[]) => unknown[]
  /** S77: the member `issuer` of each key, with which Microsoft binds keys to tenants. */
  keyIssuer?: string
  /** C22, C23: an at_hash that does not match, or none. */
  atHash?: 'wrong' | 'absent'
  /** C14, C25, S40, S41: changed UserInfo claims. */
  userinfoClaims?: (claims: Claims) => Claims
  /** How UserInfo is sent: signed, as `sign` says of ID Tokens; or encrypted for this public key, and signed within. */
  userinfoAs?: 'jwt' | 'jwe' | 'unsigned jwe'
  /** ID Tokens are encrypted for the client, in this way. */
  idTokenEncryption?: { readonly alg: string; readonly enc: string }
  /** S140, S143: a changed introspection response, also of an inactive token. */
  introspection?: (response: Claims) => Claims
  /** The opposite of C1: a token response without an ID Token. */
  omitIdToken?: true
  /** C31, C32, S34, S38: a changed token response. */
  tokenResponse?: (response: Claims, grant: GrantType) => Claims
  /** A token response as a form, as servers before RFC 6749 send it. */
  tokenAs?: 'form'
  /** C20, C35, C43, C44, S11, S25, S44, S172: changed metadata. */
  discoveryDocument?: (document: Claims) => Claims
  /** C61, C62, S4, S13, S22: changed parameters of the callback: state, iss, code, error, tokens. */
  callback?: (params: URLSearchParams) => URLSearchParams
  /** C46, S13, S14: the callback has this error and no code. */
  authorizeError?: { error: string; error_description?: string; error_uri?: string }
  /** C37: the key is replaced right before each signature. */
  rotateBeforeSigning?: true
  /** C49, C50: changed parameters of the redirect after logout. */
  logoutCallback?: (params: URLSearchParams) => URLSearchParams
  /** R26 to R38: faults of transport, by endpoint. */
  at?: { readonly [name in Endpoint]?: EndpointFault }
}
