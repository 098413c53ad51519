import type { Accent } from './oidc-accent.js'
import { adfs } from './adfs.js'
import { auth0 } from './auth0.js'
import { authelia } from './authelia.js'
import { authentik } from './authentik.js'
import { cognito } from './cognito.js'
import { entra, entraMultitenant, entraPersonal } from './entra.js'
import { gitlab } from './gitlab.js'
import { google } from './google.js'
import { huggingface } from './huggingface.js'
import { jumpcloud } from './jumpcloud.js'
import { kanidm } from './kanidm.js'
import { keycloak } from './keycloak.js'
import { linkedin } from './linkedin.js'
import { logto } from './logto.js'
import { okta } from './okta.js'
import { onelogin } from './onelogin.js'
import { orcid } from './orcid.js'
import { pingone } from './pingone.js'
import { pocketId } from './pocket-id.js'
import { salesforce } from './salesforce.js'
import { slack } from './slack.js'
import { twitch } from './twitch.js'
import { yahoo } from './yahoo.js'
import { zitadel } from './zitadel.js'

/** How each OpenID Connect provider of a preset speaks, by the name of the preset. */
export const ACCENTS: Readonly<Record<string, Accent>> = {
  adfs,
  auth0,
  authelia,
  authentik,
  cognito,
  entra,
  'entra-multitenant': entraMultitenant,
  'entra-personal': entraPersonal,
  gitlab,
  google,
  huggingface,
  jumpcloud,
  kanidm,
  keycloak,
  linkedin,
  logto,
  okta,
  onelogin,
  orcid,
  pingone,
  'pocket-id': pocketId,
  salesforce,
  slack,
  twitch,
  yahoo,
  zitadel,
}
