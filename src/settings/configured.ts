import type { ThemeColors } from './palette.js'

/** Marks the values that a configuration has filled in; see `SettingValues`. */
export const CONFIGURED = Symbol('what the configuration says')

/**
 * The values that settings are read from: those of the environment, and below them those of `portcullis.config`. What the
 * configuration says beside them is under a symbol, which copies of the object keep.
 */
export type SettingValues = Readonly<Record<string, string | undefined>> & {
  readonly [CONFIGURED]?: Configured
}

/** A part of Portcullis that a site can do without. */
export const OPTIONAL_PARTS = ['admin', 'passwords', 'devices', 'live', 'api', 'demo'] as const
export type OptionalPart = (typeof OPTIONAL_PARTS)[number]

/** Paths or URLs of pages that the program has itself; null for those of Portcullis. */
export interface OwnPages {
  readonly login: string | null
  readonly account: string | null
  readonly error: string | null
}

/** What a setting is, and where its value comes from; for administrators. */
export interface SettingSource {
  readonly name: string
  readonly source: 'environment' | 'file' | 'configuration' | 'default'
  /** As it was written; null for a secret, and for a setting that is not set. */
  readonly value: string | null
}

/** What a configuration says that no variable can. */
export interface Configured {
  /** The name of each member whose value counts, by the variable that it stands for: `baseUrl` by `BASE_URL`. */
  readonly members: ReadonlyMap<string, string>
  /** What is wrong with the configuration itself, each with its fix. */
  readonly errors: readonly string[]
  /** The path or URL where users go after a sign-in if they did not ask for a page; null for the account page. */
  readonly home: string | null
  readonly pages: OwnPages
  readonly without: ReadonlySet<OptionalPart>
  /** The fields of backends in code, functions among them, by the name of the backend. The environment replaces fields. */
  readonly backends: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** Colors of the theme. */
  readonly colors: ThemeColors
  /** Languages whose texts the configuration has. */
  readonly languages: readonly string[]
  /** Whether a program has the site in its own server: then cookies must not meet those of another site there. */
  readonly isEmbedded: boolean
}

/** A site without a configuration. */
export const NOT_CONFIGURED: Configured = {
  members: new Map(),
  errors: [],
  home: null,
  pages: { login: null, account: null, error: null },
  without: new Set(),
  backends: new Map(),
  colors: {},
  languages: [],
  isEmbedded: false,
}
