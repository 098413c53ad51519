// How a backend in code becomes the fields of a definition.

import type { BackendInput, BoundPreset } from './inputs.js'

type Fields = Readonly<Record<string, unknown>>

/** The fields of an OpenID Connect definition. */
export function oidcFields(definition: object): Fields {
  return withoutUndefined({ kind: 'oidc', ...definition })
}

/** The fields of an OAuth 2 definition: the data of its profile, or its function. */
export function oauth2Fields(definition: object): Fields {
  const { profile, ...fields } = toFields(definition)
  const common = { kind: 'oauth2', ...fields }
  if (typeof profile !== 'object' || profile === null) return withoutUndefined({ ...common, profile })
  const { endpoint, headers, ...others } = toFields(profile)
  return withoutUndefined({ ...common, ...others, userInfoEndpoint: endpoint, userInfoHeaders: headers })
}

function toFields(value: object): Fields {
  return Object.fromEntries(Object.entries(value))
}

/** A member that is written as undefined counts as absent. */
function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** Makes the value of a backend for a configuration. */
export function toBackendInput(kind: string, fields: object): BackendInput {
  return Object.freeze({ __backend: kind, fields: Object.freeze(withoutUndefined(toFields(fields))) })
}

/** The fields of what a preset has returned: a definition, or the value of `oidc` or `oauth2`; null for anything else. */
export function readPresetResult(made: unknown): Fields | null {
  if (typeof made !== 'object' || made === null) return null
  if (isBackendInput(made)) return made.fields
  return 'tokenEndpoint' in made && 'profile' in made ? oauth2Fields(made) : oidcFields(made)
}

/** Whether a value of a configuration is a backend. */
export function isBackendInput(value: unknown): value is BackendInput {
  return (
    typeof value === 'object' &&
    value !== null &&
    '__backend' in value &&
    typeof value.__backend === 'string' &&
    'fields' in value &&
    typeof value.fields === 'object' &&
    value.fields !== null
  )
}

/** Whether the field `preset` has a preset of a program's own. Only code can write one, because it has a function. */
export function isBoundPreset(value: unknown): value is BoundPreset {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'make' in value &&
    typeof value.make === 'function'
  )
}
