/** Providers of which we know something; a definition that names one says only what is its own. */
export const presets = {
  google: {
    kind: 'oidc',
    label: 'Google',
    icon: 'google',
    issuer: 'https://accounts.google.com',
    trustEmail: true,
  },
} as const satisfies Record<string, Readonly<Record<string, unknown>>>

const byName: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map(Object.entries(presets))

/** What is known of a provider; undefined when nothing is. */
export function presetOf(name: string): Readonly<Record<string, unknown>> | undefined {
  return byName.get(name)
}

/** The names one may write as `preset`. */
export const presetNames: readonly string[] = [...byName.keys()]
