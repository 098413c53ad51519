import { discord } from './discord.js'
import { facebook } from './facebook.js'
import { github, githubEnterprise } from './github.js'
import { apple } from './apple.js'
import { franceTravail, franceTravailRecruiters } from './france-travail.js'
import { google } from './google.js'
import type { Preset } from './preset.js'

export type { Parameter, Preset } from './preset.js'
export { PARAMETER_NAMES } from './preset.js'

/** Providers of which we know something; a definition that names one says only what is its own. */
const PRESETS: ReadonlyMap<string, Preset> = new Map(
  Object.entries({
    discord,
    facebook,
    github,
    'github-enterprise': githubEnterprise,
    apple,
    'france-travail': franceTravail,
    'france-travail-recruiters': franceTravailRecruiters,
    google,
  }),
)

/** What is known of a provider; undefined when nothing is. */
export function presetOf(name: string): Preset | undefined {
  return PRESETS.get(name)
}

/** The names one may write as `preset`. */
export const presetNames: readonly string[] = [...PRESETS.keys()]
