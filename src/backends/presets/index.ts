import { apple } from './apple.js'
import { auth0 } from './auth0.js'
import { cognito } from './cognito.js'
import { discord } from './discord.js'
import { entra, entraMultitenant, entraPersonal } from './entra.js'
import { facebook } from './facebook.js'
import { franceTravail, franceTravailRecruiters } from './france-travail.js'
import { github, githubEnterprise } from './github.js'
import { gitlab } from './gitlab.js'
import { google } from './google.js'
import { keycloak } from './keycloak.js'
import { linkedin } from './linkedin.js'
import { okta } from './okta.js'
import { orcid } from './orcid.js'
import type { Preset } from './preset.js'
import { slack } from './slack.js'
import { twitch } from './twitch.js'
import { yahoo } from './yahoo.js'

export type { Parameter, Preset } from './preset.js'
export { PARAMETER_NAMES } from './preset.js'

/** All presets by name. */
const PRESETS: ReadonlyMap<string, Preset> = new Map(
  Object.entries({
    apple,
    auth0,
    cognito,
    discord,
    entra,
    'entra-multitenant': entraMultitenant,
    'entra-personal': entraPersonal,
    facebook,
    'france-travail': franceTravail,
    'france-travail-recruiters': franceTravailRecruiters,
    github,
    'github-enterprise': githubEnterprise,
    gitlab,
    google,
    keycloak,
    linkedin,
    okta,
    orcid,
    slack,
    twitch,
    yahoo,
  }),
)

/** The preset of this name; undefined when there is none. */
export function getPreset(name: string): Preset | undefined {
  return PRESETS.get(name)
}

/** The valid values of the field `preset`. */
export const presetNames: readonly string[] = [...PRESETS.keys()]
