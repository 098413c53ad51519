import type { BackendSummary } from '../backends/backend.js'
import type { AdminLayout } from './admin-pages.js'
import type { FormError } from './pages.js'

/** How it stands with a provider. */
export type ProviderState =
  ('built-in' | 'settings') | ('enabled' | 'disabled' | 'draft' | 'tested' | 'broken' | 'hidden')

/** One provider in the list. */
export interface ProviderView extends BackendSummary {
  readonly state: ProviderState
  /** What stands out about it; null for nothing. */
  readonly note: string | null
}

/** All ways to sign in. */
export interface AdminProvidersPage extends AdminLayout {
  readonly name: 'admin/providers'
  readonly providers: readonly ProviderView[]
  /** Query of the next page; null on the last. */
  readonly nextPageQuery: string | null
}

/** A provider of which we know something. */
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

/** The first step of adding a provider: which one it is. */
export interface AdminProviderNewPage extends AdminLayout {
  readonly name: 'admin/provider-new'
  /** The preset that was chosen, which wants to know more; null at first. */
  readonly preset: PresetChoice | null
  readonly parameters: readonly FieldView[]
  readonly presets: readonly PresetChoice[]
  readonly issuer: string
  readonly error: FormError | null
  /** Whether the sign-in is fresh enough to go on. */
  readonly canChange: boolean
}

/** What a provider has said about itself, a line each. */
export interface LabelValue {
  readonly label: string
  readonly value: string
}

/** An address to be registered at the provider. */
export interface UrlView {
  readonly label: string
  readonly help: string
  readonly value: string
  /** What stands before the name, for the script that follows the name while one types it; null without one. */
  readonly prefix: string | null
}

/** The second step of adding a provider, and changing one. */
export interface AdminProviderFormPage extends AdminLayout {
  readonly name: 'admin/provider-form'
  /** Whose it is; null for one that is being added. */
  readonly provider: string | null
  readonly heading: string
  readonly preset: string
  readonly parameters: readonly FieldView[]
  readonly issuer: FieldView | null
  readonly nameField: FieldView | null
  readonly labelField: FieldView
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
  /** Whether it may be put into use now. */
  readonly canEnable: boolean
}

/** A claim that a test login brought. */
export interface ClaimView {
  readonly name: string
  readonly value: string
  readonly from: 'ID Token' | 'UserInfo' | 'the provider'
}

/** What the latest test login of a version showed. */
export interface ReportView {
  readonly version: number
  readonly at: Date
  readonly by: string
  readonly reference: string
  readonly passed: boolean
  readonly outcome: string
  /** What to do about it; null when there is nothing to do. */
  readonly advice: string | null
  readonly code: string | null
  readonly detail: string | null
  readonly claims: readonly ClaimView[]
  readonly steps: readonly { readonly step: string; readonly because: string }[]
  readonly writes: readonly { readonly what: string; readonly fields: readonly LabelValue[] }[]
}

/** One provider of the administrators. */
export interface AdminProviderPage extends AdminLayout {
  readonly name: 'admin/provider'
  readonly provider: BackendSummary
  readonly state: ProviderState
  readonly errors: readonly string[]
  /** What keeps people from signing in with it, or a part of them, though it can be read; null when nothing does. */
  readonly warning: string | null
  readonly revision: number
  /** The version that the page is about: the newest. */
  readonly version: number
  readonly isTested: boolean
  readonly activeVersion: number | null
  readonly facts: readonly LabelValue[]
  readonly quirks: readonly string[]
  readonly urls: readonly UrlView[]
  readonly versions: readonly VersionView[]
  readonly report: ReportView | null
  /** How many accounts are kept under its name. */
  readonly accounts: number
  readonly loginUrl: string
}

export type AdminProviderPages =
  AdminProvidersPage | AdminProviderNewPage | AdminProviderFormPage | AdminProviderPage
