import type { Preset } from './preset.js'

const quirks = [
  'The realm is in the query of every endpoint, including the token endpoint and the metadata, and never in the body.',
  'The client ID and secret are sent in the body of the token request; the header is rejected.',
  'The scopes must name the application itself, as application_ and its client ID, and each API that it uses.',
  'The callback also contains client_id, scope and iss, and the token response contains nonce. client_id, scope and that nonce are ignored.',
  'The issuer is written with its port (":443") in some places and without it in others; both are accepted.',
  'A redirect URI at localhost cannot be registered.',
  'email_verified, if present, is the text "true" instead of a boolean.',
]

/** The issuer of a realm, with the other spelling that the provider's software uses. */
function realm(host: string, name: string) {
  const path = `/connexion/oauth2/realms/root/realms/${name}`
  return {
    issuer: `https://${host}${path}`,
    issuerAliases: [`https://${host}:443${path}`],
    endpointParams: { realm: `/${name}` },
  }
}

const fields = {
  kind: 'oidc',
  icon: 'francetravail',
  clientAuthentication: 'client_secret_post',
  extraClaims: ['gender'],
}

/** France Travail Connect for individuals, formerly PEAM of Pôle emploi. */
export const franceTravail: Preset = {
  provider: 'France Travail Connect, individuals',
  registration: 'francetravail.io, your application, "URL de redirection"',
  requestedData: 'name, gender and email address',
  details: 'backends.md#france-travail',
  fields: {
    ...fields,
    label: 'France Travail',
    ...realm('authentification-candidat.francetravail.fr', 'individu'),
    scopes: ['openid', 'profile', 'email', 'api_peconnect-individuv1', 'application_{clientId}'],
    requiredClaims: ['given_name', 'family_name', 'email'],
  },
  quirks: [
    ...quirks,
    'Users without an email address or a name cannot sign in; "requiredClaims": [] removes that rule.',
  ],
}

/** France Travail Connect for recruiters, restricted to accounts that France Travail has certified. */
export const franceTravailRecruiters: Preset = {
  provider: 'France Travail Connect, recruiters',
  registration: 'francetravail.io, your application, "URL de redirection"',
  requestedData: 'name, gender, email address and the company',
  details: 'backends.md#france-travail',
  fields: {
    ...fields,
    label: 'France Travail (recruiters)',
    ...realm('entreprise.francetravail.fr', 'employeur'),
    scopes: [
      'openid',
      'profile',
      'email',
      'api_peconnect-entreprisev1',
      'habilitation',
      'application_{clientId}',
    ],
    requiredClaims: ['given_name', 'family_name', 'email'],
    requiredValues: { habilitation: 'recruteurcertifie', email_verified: 'true' },
    extraClaims: ['gender', 'habilitation'],
  },
  quirks: [
    ...quirks,
    'Anyone may open a recruiter account. France Travail has checked the company only if "habilitation" is "recruteurcertifie".',
  ],
}
