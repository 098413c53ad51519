import type { Accent } from './oidc-accent.js'
import { auth0 } from './auth0.js'
import { cognito } from './cognito.js'
import { entra, entraMultitenant, entraPersonal } from './entra.js'
import { gitlab } from './gitlab.js'
import { google } from './google.js'
import { keycloak } from './keycloak.js'
import { linkedin } from './linkedin.js'
import { okta } from './okta.js'
import { orcid } from './orcid.js'
import { slack } from './slack.js'
import { twitch } from './twitch.js'
import { yahoo } from './yahoo.js'

/** How each OpenID Connect provider of a preset speaks, by the name of the preset. */
export const ACCENTS: Readonly<Record<string, Accent>> = {
  auth0,
  cognito,
  entra,
  'entra-multitenant': entraMultitenant,
  'entra-personal': entraPersonal,
  gitlab,
  google,
  keycloak,
  linkedin,
  okta,
  orcid,
  slack,
  twitch,
  yahoo,
}
