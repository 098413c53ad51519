import * as openid from 'openid-client'
import type { Visitor } from '../visitor.js'
import { type Certified, REDIRECT_URI } from './certified.js'

/** What an app asks for. */
export interface SignIn {
  readonly person: string
  readonly scope: string
  /** The API that the access token is for; without it the token is opaque. */
  readonly resource?: string
  /** By default the public client `mobile-app`. */
  readonly as?: 'portcullis'
}

/** Signs somebody in as an app does that knows nothing of this site, with an ordinary library. */
export async function signInByApp(
  certified: Certified,
  visitor: Visitor,
  { person, scope, resource, as }: SignIn,
): Promise<openid.TokenEndpointResponse> {
  const secret = as === undefined ? openid.None() : openid.ClientSecretBasic(certified.clientSecret)
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- so marked to stand out: the provider is on loopback
  const options = { execute: [openid.allowInsecureRequests] }
  const config = await openid.discovery(
    new URL(certified.issuer),
    as ?? 'mobile-app',
    undefined,
    secret,
    options,
  )
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  const asked = {
    redirect_uri: REDIRECT_URI,
    scope,
    login_hint: person,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...(resource === undefined ? {} : { resource }),
  }
  let answer = await visitor.ask(openid.buildAuthorizationUrl(config, asked).href)
  for (let hops = 0; hops < 5 && answer.location?.startsWith(certified.issuer) === true; hops += 1) {
    answer = await visitor.ask(answer.location)
  }
  if (answer.location?.startsWith(REDIRECT_URI) !== true)
    throw new Error(`the provider did not send us back: ${answer.body}`)
  const parameters = resource === undefined ? {} : { resource }
  return openid.authorizationCodeGrant(config, new URL(answer.location), { pkceCodeVerifier }, parameters)
}
