import type { Preset } from './preset.js'

export const proconnect: Preset = {
  provider: 'ProConnect (formerly AgentConnect)',
  registration: 'partenaires.proconnect.gouv.fr, your service, the redirect URIs for sign-in and logout',
  requestedData: 'name, email address and employer (SIRET)',
  omitsEmailVerified: true,
  fields: {
    kind: 'oidc',
    label: 'ProConnect',
    icon: 'proconnect',
    issuer: 'https://{domain}/api/v2',
    clientAuthentication: 'client_secret_post',
    pkce: false,
    scopes: ['openid', 'given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id'],
    claims: { familyName: 'usual_name' },
    extraClaims: ['siret', 'idp_id'],
  },
  parameters: {
    domain: {
      description:
        'the domain of the environment and network, such as auth.agentconnect.gouv.fr, or fca.integ01.dev-agentconnect.fr for tests',
      pattern:
        /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:agentconnect|proconnect)(?:\.rie)?\.gouv\.fr$|^fca\.integ\d\d\.dev-agentconnect\.fr$/,
      defaultValue: 'auth.agentconnect.gouv.fr',
    },
  },
  quirks: [
    'An authorization request with an unknown parameter is refused (Y000400), and the parameters of PKCE are unknown, so PKCE is off. The nonce still binds the response to the sign-in.',
    'UserInfo is a signed JWT, which is verified. Choose RS256 or ES256 as the signature of your service: with HS256 the client secret would sign.',
    'The family name is the claim "usual_name", and the subject is specific to the identity provider of the user.',
    'Codes are valid for 30 seconds, and access tokens for one minute. There is no refresh token.',
    'The address comes from the identity provider of the employer, and nothing says that it is verified.',
    '"siret" is the establishment that the user works for; "idp_id" is the identity provider. Both are stored with the account.',
    'The state network (RIE) has domains of its own. The button must look as ProConnect prescribes; the one on our pages does not.',
  ],
}
