import type { BackendSummary } from '../backends/backend.js'
import type { AdminLayout } from './admin-pages.js'
import type { FormError } from './pages.js'

/** The state of a provider. */
export const PROVIDER_STATES = [
  'built-in',
  'settings',
  'enabled',
  'disabled',
  'draft',
  'failed',
  'tested',
  'broken',
  'hidden',
] as const
export type ProviderState = (typeof PROVIDER_STATES)[number]

/** One provider in the list. */
export interface ProviderView extends BackendSummary {
  readonly state: ProviderState
  /** A remark, such as an untested version; null without one. */
  readonly note: string | null
  /** The enabled version, or else the newest; null for a provider of the settings. */
  readonly version: number | null
  readonly changedAt: Date | null
}

/** The list of all providers. */
export interface AdminProvidersPage extends AdminLayout {
  readonly name: 'admin/providers'
  readonly providers: readonly ProviderView[]
  /** What the list is filtered by; an empty text means no filter. */
  readonly filter: { readonly text: string; readonly state: ProviderState | '' }
  readonly states: readonly ProviderState[]
  /** The query string of the first page. */
  readonly filterQuery: string
  /** Whether some are from the settings, and cannot be changed here. */
  readonly hasConfigured: boolean
  readonly isFirstPage: boolean
  /** The query string of the next page; null on the last page. */
  readonly nextPageQuery: string | null
}

/** A provider with a preset. */
export interface PresetChoice {
  readonly name: string
  readonly label: string
  readonly icon: string | null
}

/** One field of a form. */
export interface FieldView {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly type: 'text' | 'secret' | 'secret-json' | 'list' | 'json' | 'yes' | 'choice'
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
  readonly defaultValue: string
  readonly required: boolean
  readonly error: string | null
}

/** The first step of adding a provider: choose a preset or enter an issuer. */
export interface AdminProviderNewPage extends AdminLayout {
  readonly name: 'admin/provider-new'
  /** The chosen preset, if it has parameters to fill in; null before the choice. */
  readonly preset: PresetChoice | null
  readonly parameters: readonly FieldView[]
  readonly presets: readonly PresetChoice[]
  readonly issuer: string
  readonly error: FormError | null
  /** Whether the sign-in is recent enough for this change. */
  readonly canChange: boolean
}

/** One line of a list of facts, such as the metadata of a provider. */
export interface LabelValue {
  readonly label: string
  readonly value: string
}

/** A URL to register at the provider. */
export interface UrlView {
  readonly label: string
  readonly help: string
  readonly value: string
  /** The part before the name, for the script that updates the URL while the name is typed; null if it has no name. */
  readonly prefix: string | null
}

/** The second step of adding a provider, and the form to edit one. */
export interface AdminProviderFormPage extends AdminLayout {
  readonly name: 'admin/provider-form'
  /** The name of the provider; null while it is being added. */
  readonly provider: string | null
  readonly heading: string
  readonly preset: string
  /** For OAuth 2 without a preset; null for all others, whose kind follows from the preset or is the default. */
  readonly kind: 'oauth2' | null
  readonly parameters: readonly FieldView[]
  readonly issuer: FieldView | null
  readonly nameField: FieldView | null
  readonly labelField: FieldView
  /** The endpoints of an OAuth 2 provider without a preset. */
  readonly endpoints: readonly FieldView[]
  readonly main: readonly FieldView[]
  readonly advanced: readonly FieldView[]
  readonly advancedOpen: boolean
  readonly discovered: readonly LabelValue[]
  readonly quirks: readonly string[]
  readonly urls: readonly UrlView[]
  readonly revision: number
  readonly from: number
  readonly error: FormError | null
  readonly canChange: boolean
}

/** One version of a provider. */
export interface VersionView {
  readonly version: number
  readonly createdAt: Date
  readonly createdBy: string
  readonly testedAt: Date | null
  readonly isInUse: boolean
  /** Whether its latest test sign-in failed, and none has passed. */
  readonly hasFailed: boolean
  /** Whether it can be discarded: its test failed, and there is another version. */
  readonly canDiscard: boolean
  /** Whether it can be enabled now. */
  readonly canEnable: boolean
}

/** A claim that the test sign-in received. */
export interface ClaimView {
  readonly name: string
  readonly value: string
  readonly from: string
}

/** The report of the latest test sign-in of a version. */
export interface ReportView {
  /** The version that was tested; null for a provider of the settings, which has none. */
  readonly version: number | null
  readonly at: Date
  readonly by: string
  readonly reference: string
  readonly passed: boolean
  readonly outcome: string
  /** What the administrator can do; null when there is nothing to do. */
  readonly advice: string | null
  readonly code: string | null
  readonly detail: string | null
  /** The language of the detail, where that is not the reader's. */
  readonly detailLanguage: string | null
  readonly claims: readonly ClaimView[]
  readonly steps: readonly { readonly step: string; readonly because: string }[]
  readonly writes: readonly { readonly what: string; readonly fields: readonly LabelValue[] }[]
}

/** One provider that administrators have added. */
export interface AdminProviderPage extends AdminLayout {
  readonly name: 'admin/provider'
  readonly provider: BackendSummary
  readonly state: ProviderState
  readonly errors: readonly string[]
  /** A problem that prevents some or all sign-ins although the definition is valid; null without one. */
  readonly warning: string | null
  readonly revision: number
  /** The newest version, which the page shows. */
  readonly version: number
  readonly isTested: boolean
  readonly activeVersion: number | null
  readonly facts: readonly LabelValue[]
  readonly quirks: readonly string[]
  readonly urls: readonly UrlView[]
  readonly versions: readonly VersionView[]
  readonly report: ReportView | null
  /** A test sign-in that was sent to the provider some minutes ago and has not returned. */
  readonly lostTest: { readonly at: Date; readonly reference: string; readonly redirectUri: string } | null
  /** The number of accounts stored under its name. */
  readonly accounts: number
  readonly loginUrl: string
  /** The URL path of the picture that an administrator has given it; null without one. */
  readonly mark: string | null
  /** Why a picture was not accepted. */
  readonly markError: FormError | null
}

/** One provider of the settings, which cannot be changed on the pages. */
export interface AdminConfiguredProviderPage extends AdminLayout {
  readonly name: 'admin/provider-configured'
  readonly provider: BackendSummary
  readonly state: ProviderState
  readonly urls: readonly UrlView[]
  /** The report of the test sign-in that has just ended, which is not stored; null on all other occasions. */
  readonly report: ReportView | null
  readonly lostTest: AdminProviderPage['lostTest']
  readonly accounts: number
  readonly loginUrl: string
}

export type AdminProviderPages =
  | AdminConfiguredProviderPage
  | AdminProvidersPage
  | AdminProviderNewPage
  | AdminProviderFormPage
  | AdminProviderPage
