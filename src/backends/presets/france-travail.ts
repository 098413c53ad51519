import type { Preset } from './preset.js'

const quirks = [
  'The realm stands in the query of every endpoint, also of the token endpoint and the metadata, and never in the body.',
  'The client id and secret go into the body of the token request; in the header they are refused.',
  'The scopes must name the application itself, as application_ and its client id, and each API that is used.',
  'The way back carries client_id, scope and iss besides, and the token response nonce; client_id, scope and that nonce say nothing new.',
  'The issuer is written with its port (":443") in some places and without it in others; both are believed.',
  'No address at localhost can be registered.',
  'E-mail addresses are verified by the text "true", where anything is said of them.',
]

/** Where a realm is, with the spelling that the software there makes of it. */
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
  icon: null,
  clientAuthentication: 'client_secret_post',
  extraClaims: ['gender'],
}

/** France Travail Connect for individuals, which was PEAM of Pôle emploi. */
export const franceTravail: Preset = {
  fields: {
    ...fields,
    label: 'France Travail',
    ...realm('authentification-candidat.francetravail.fr', 'individu'),
    scopes: ['openid', 'profile', 'email', 'api_peconnect-individuv1', 'application_{clientId}'],
    requiredClaims: ['given_name', 'family_name', 'email'],
  },
  quirks: [
    ...quirks,
    'Somebody without an e-mail address or a name there is not let in; remove that with "requiredClaims": [].',
  ],
}

/** France Travail Connect for recruiters: only accounts that France Travail has certified. */
export const franceTravailRecruiters: Preset = {
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
    'Anybody may open a recruiter account; only where "habilitation" says "recruteurcertifie" did France Travail check the company.',
  ],
}
