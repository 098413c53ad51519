import type { MessageKey } from '../../locales/messages.js'
import type { Translator } from '../../locales/translator.js'
import { adfs } from './adfs.js'
import { apple } from './apple.js'
import { atlassian } from './atlassian.js'
import { auth0 } from './auth0.js'
import { authelia } from './authelia.js'
import { authentik } from './authentik.js'
import { azureAdB2c } from './azure-ad-b2c.js'
import { bitbucket } from './bitbucket.js'
import { cognito } from './cognito.js'
import { discord } from './discord.js'
import { dropbox } from './dropbox.js'
import { entra, entraMultitenant, entraPersonal } from './entra.js'
import { facebook } from './facebook.js'
import { figma } from './figma.js'
import { franceTravail, franceTravailRecruiters } from './france-travail.js'
import { franceconnect } from './franceconnect.js'
import { github, githubEnterprise } from './github.js'
import { gitlab } from './gitlab.js'
import { google } from './google.js'
import { huggingface } from './huggingface.js'
import { jumpcloud } from './jumpcloud.js'
import { kakao } from './kakao.js'
import { kanidm } from './kanidm.js'
import { keycloak } from './keycloak.js'
import { line } from './line.js'
import { linkedin } from './linkedin.js'
import { logto } from './logto.js'
import { mastodon } from './mastodon.js'
import { naver } from './naver.js'
import { nextcloud } from './nextcloud.js'
import { notion } from './notion.js'
import { okta } from './okta.js'
import { onelogin } from './onelogin.js'
import { orcid } from './orcid.js'
import { patreon } from './patreon.js'
import { paypal } from './paypal.js'
import { pingone } from './pingone.js'
import { pocketId } from './pocket-id.js'
import type { Parameter, Preset } from './preset.js'
import { proconnect } from './proconnect.js'
import { reddit } from './reddit.js'
import { salesforce } from './salesforce.js'
import { slack } from './slack.js'
import { spotify } from './spotify.js'
import { strava } from './strava.js'
import { tiktok } from './tiktok.js'
import { twitch } from './twitch.js'
import { wordpress } from './wordpress.js'
import { x } from './x.js'
import { yahoo } from './yahoo.js'
import { yandex } from './yandex.js'
import { zitadel } from './zitadel.js'
import { zoom } from './zoom.js'

export type { Parameter, ParameterName, Preset } from './preset.js'
export { PARAMETER_NAMES } from './preset.js'

/** The presets that the catalogues describe. */
type DescribedPreset = MessageKey extends infer Key
  ? Key extends `presetQuirks.${infer Name}`
    ? Name
    : never
  : never

/** The built-in presets; one that the catalogues do not describe does not compile. */
const BUILT_IN = {
  adfs,
  apple,
  atlassian,
  auth0,
  authelia,
  authentik,
  'azure-ad-b2c': azureAdB2c,
  bitbucket,
  cognito,
  discord,
  dropbox,
  entra,
  'entra-multitenant': entraMultitenant,
  'entra-personal': entraPersonal,
  facebook,
  figma,
  'france-travail': franceTravail,
  'france-travail-recruiters': franceTravailRecruiters,
  franceconnect,
  github,
  'github-enterprise': githubEnterprise,
  gitlab,
  google,
  huggingface,
  jumpcloud,
  kakao,
  kanidm,
  keycloak,
  line,
  linkedin,
  logto,
  mastodon,
  naver,
  nextcloud,
  notion,
  okta,
  onelogin,
  orcid,
  patreon,
  paypal,
  pingone,
  'pocket-id': pocketId,
  proconnect,
  reddit,
  salesforce,
  slack,
  spotify,
  strava,
  tiktok,
  twitch,
  wordpress,
  x,
  yahoo,
  yandex,
  zitadel,
  zoom,
} satisfies Readonly<Record<DescribedPreset, Preset>>

/** All built-in presets by name. */
const PRESETS: ReadonlyMap<string, Preset> = new Map(Object.entries(BUILT_IN))

function isBuiltIn(name: string): name is DescribedPreset {
  return PRESETS.has(name)
}

/** How a provider differs from the standard, and what Portcullis does about it: a sentence each; empty for an unknown preset. */
export function listQuirks(name: string, translator: Translator): readonly string[] {
  return isBuiltIn(name)
    ? translator.format({ key: `presetQuirks.${name}`, params: {} }).split('\n')
    : (ownPresets.get(name)?.ownQuirks ?? [])
}

/** What to write into a parameter, as the end of a sentence. */
export function describeParameter({ description }: Parameter, translator: Translator): string {
  return typeof description === 'string' ? description : translator.format(description)
}

/** The preset of this name; undefined when there is none. */
export function getPreset(name: string): Preset | undefined {
  return PRESETS.get(name) ?? ownPresets.get(name)
}

/** Presets of programs. A name is a name of the process, as a name of a module is; the latest definition counts. */
const ownPresets = new Map<string, Preset>()

/**
 * Adds a preset of a program, which files, the environment and administrators can then name.
 * @throws Error for the name of a built-in preset
 */
export function addPreset(name: string, preset: Preset): void {
  if (PRESETS.has(name))
    throw new Error(`The preset ${JSON.stringify(name)} is built in. Choose another name.`)
  ownPresets.set(name, preset)
}

/** The names of the built-in presets. */
export const presetNames: readonly DescribedPreset[] = [...PRESETS.keys()].filter(isBuiltIn)

/** The valid values of the field `preset`. */
export function listPresetNames(): readonly string[] {
  return [...presetNames, ...ownPresets.keys()]
}
