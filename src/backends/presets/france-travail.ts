import type { Preset } from './preset.js'

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
}

/** France Travail Connect for recruiters, restricted to accounts that France Travail has certified. */
export const franceTravailRecruiters: Preset = {
  provider: 'France Travail Connect, recruiters',
  registration: 'francetravail.io, your application, "URL de redirection"',
  requestedData: 'name, gender, email address and the company',
  details: 'backends.md#france-travail',
  fields: {
    ...fields,
    label: 'France Travail (recruteurs)',
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
}
