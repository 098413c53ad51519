// The subpath `portcullis/backends`: custom backends, for the member `backends` of a configuration.

import { oauth2Fields, oidcFields, toBackendInput } from '../backends/code/input-fields.js'
import type {
  BackendInput,
  Client,
  OAuth2,
  Oidc,
  PresetFields,
  RedirectBackend,
  RequestBackend,
} from '../backends/code/inputs.js'
import { addOwnPreset, type OwnPreset } from '../backends/presets/own-preset.js'

export { BackendError } from '../backends/code/backend-error.js'
export type { BackendErrorCode } from '../backends/code/backend-error.js'
export type {
  BeginFunction,
  CodeIdentity as Identity,
  CodeTokens as Tokens,
  EnrichFunction,
  FinishFunction,
  HttpCall,
  IdentifyFunction,
  ProfileFunction,
  ProxiedRequest,
  RedirectAttempt,
  RedirectStart,
} from '../backends/code/functions.js'
export type {
  Appearance,
  BackendInput,
  Client,
  Enriching,
  OAuth2,
  Oidc,
  Policy,
  PresetFields as Preset,
  ProfileData,
  ProviderFields,
  RedirectBackend,
  RequestBackend,
} from '../backends/code/inputs.js'
export type { OwnPreset, OwnPresetParameter } from '../backends/presets/own-preset.js'

/** A provider of OpenID Connect. */
export function oidc(definition: Oidc): BackendInput {
  return toBackendInput('oidc', oidcFields(definition))
}

/** A provider of OAuth 2 without OpenID Connect, whose profile is data or a function. */
export function oauth2(definition: OAuth2): BackendInput {
  return toBackendInput('oauth2', oauth2Fields(definition))
}

/** A provider for which Portcullis has a preset; see docs/presets.md. */
export function preset(definition: PresetFields): BackendInput {
  return toBackendInput('preset', definition)
}

/** A custom protocol: a function that sends users away, and one that reads the answer. */
export function redirectBackend(definition: RedirectBackend): BackendInput {
  return toBackendInput('redirect', { kind: 'redirect', ...definition })
}

/** A sign-in by what a trusted proxy says about a request. */
export function requestBackend(definition: RequestBackend): BackendInput {
  return toBackendInput('request', { kind: 'request', ...definition })
}

/**
 * Defines a preset: a function from parameters to a definition. The result makes a backend from typed parameters. A preset
 * whose parameters are described in `about` can also be chosen in `/admin`, in BACKENDS_FILE and in the environment.
 * @throws Error for the name of a built-in preset, and for a parameter in `about` that cannot be set there
 */
export function definePreset<P extends object>(
  name: string,
  make: (parameters: P & Client) => Oidc | OAuth2 | BackendInput,
  about: OwnPreset = {},
): (parameters: P & Client) => BackendInput {
  addOwnPreset(name, (parameters) => make(parameters as P & Client), about)
  return (parameters) =>
    toBackendInput(name, {
      preset: {
        name,
        make: (changes: Readonly<Record<string, unknown>>) => make({ ...parameters, ...changes }),
      },
    })
}
