/** What is known of a provider, so that nobody has to look it up: data, with its peculiarities named. */
export interface Preset {
  /** Fields of a definition. `{tenant}` in a text stands for the parameter of that name, `{clientId}` for that field. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What one writes beside `preset` because it is different for everybody, such as the name of a tenant. */
  readonly parameters?: { readonly [Name in ParameterName]?: Parameter }
  /** In what the provider differs from the standard, and what we do about it: a sentence each, for people. */
  readonly quirks: readonly string[]
}

/** The names that parameters may have; each can be set by `BACKEND_<NAME>_<PARAMETER>` too. */
export const PARAMETER_NAMES = ['tenant', 'domain', 'realm', 'region', 'pool'] as const
export type ParameterName = (typeof PARAMETER_NAMES)[number]

/** One parameter of a preset. */
export interface Parameter {
  /** What to write, such as "the domain of your tenant, such as acme.auth0.com". */
  readonly description: string
  /** What it must look like; anchored. */
  readonly pattern: RegExp
  /** What it is when it is left out; without one it must be written. */
  readonly defaultValue?: string
}
