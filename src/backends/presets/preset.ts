import type { Message } from '../../locales/messages.js'

/*
 * Presets are what is known about single providers, as data: one file for each, listed in index.ts. A definition that
 * names a preset contains only what is its own; ../definition/apply-preset.ts adds the rest before the definition is
 * checked, so a sign-in never sees a preset. No code depends on which provider it is: what is special about a provider
 * is a field of the definition (../definition/shared-fields.ts), and a sentence in the catalogues that explains it. A new
 * preset needs a file here, a line in index.ts, texts in ../../locales, and a provider in test/support/provider/accents that behaves like it;
 * `npm run docs` writes docs/presets.md.
 */

/** What is known about a provider. */
export interface Preset {
  /** The name of the provider in documents, such as "Microsoft Entra ID, one tenant". */
  readonly provider: string
  /** Where at the provider its customers register the redirect URI: the names of pages and fields, from the outermost. */
  readonly registration: string
  /** What people are asked to share with this site, such as "name and email address". */
  readonly requestedData: string
  /** The section that describes registration and details, as a link relative to docs/. */
  readonly details?: string
  /** Fields that every definition needs beside the parameters, as an example for documents. */
  readonly example?: Readonly<Record<string, unknown>>
  /** Fields of a definition. `{tenant}` stands for the parameter of that name, `{clientId}` for the client ID. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Whether the provider never says that an address is verified, so that `allowedDomains` needs `emailVerified`. */
  readonly omitsEmailVerified?: true
  /** What a definition adds to `preset` because it is different for everyone, such as the name of a tenant. */
  readonly parameters?: { readonly [Name in ParameterName]?: Parameter }
  /** Makes the fields from the parameters, for a preset of a program's own; the built-in ones are data. */
  readonly make?: (parameters: Readonly<Record<string, unknown>>) => unknown
  /**
   * How the provider of a program's own preset differs from the standard, in its words: a sentence each. For the built-in ones,
   * the catalogues say it as `presetQuirks.NAME`.
   */
  readonly ownQuirks?: readonly string[]
}

/** The names of parameters. Each can also be set by `BACKEND_<NAME>_<PARAMETER>`. */
export const PARAMETER_NAMES = [
  'tenant',
  'domain',
  'realm',
  'region',
  'pool',
  'application',
  'environment',
  'policy',
] as const
export type ParameterName = (typeof PARAMETER_NAMES)[number]

/** One parameter of a preset. */
export interface Parameter {
  /** What to write, such as "the domain of your tenant, such as acme.auth0.com"; in words of its own for a preset of a program. */
  readonly description: Message | string
  /** The pattern of valid values; anchored. */
  readonly pattern: RegExp
  /** The value if the definition has none; without a default the parameter is required. */
  readonly defaultValue?: string
  /** For documents; a required parameter has one. */
  readonly example?: string
}
