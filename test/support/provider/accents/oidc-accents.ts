import type { Accent } from './oidc-accent.js'
import { adfs } from './adfs.js'
import { auth0 } from './auth0.js'
import { authelia } from './authelia.js'
import { authentik } from './authentik.js'
import { azureAdB2c } from './azure-ad-b2c.js'
import { cognito } from './cognito.js'
import { dropbox } from './dropbox.js'
import { entra, entraMultitenant, entraPersonal } from './entra.js'
import { franceconnect } from './franceconnect.js'
import { gitlab } from './gitlab.js'
import { google } from './google.js'
import { huggingface } from './huggingface.js'
import { jumpcloud } from './jumpcloud.js'
import { kanidm } from './kanidm.js'
import { keycloak } from './keycloak.js'
import { line } from './line.js'
import { linkedin } from './linkedin.js'
import { logto } from './logto.js'
import { okta } from './okta.js'
import { onelogin } from './onelogin.js'
import { orcid } from './orcid.js'
import { pingone } from './pingone.js'
import { pocketId } from './pocket-id.js'
import { proconnect } from './proconnect.js'
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
  'azure-ad-b2c': azureAdB2c,
  cognito,
  dropbox,
  entra,
  'entra-multitenant': entraMultitenant,
  'entra-personal': entraPersonal,
  franceconnect,
  gitlab,
  google,
  huggingface,
  jumpcloud,
  kanidm,
  keycloak,
  line,
  linkedin,
  logto,
  okta,
  onelogin,
  orcid,
  pingone,
  'pocket-id': pocketId,
  proconnect,
  salesforce,
  slack,
  twitch,
  yahoo,
  zitadel,
}
