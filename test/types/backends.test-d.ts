/** Proofs for `tsc --noEmit`: backends in code that must not compile, and types that must fit. Nothing here is ever run. */
import type { z } from 'zod'
import type { oauth2Schema } from '../../src/backends/definition/oauth2.js'
import type { oidcSchema } from '../../src/backends/definition/oidc.js'
import {
  BackendError,
  definePreset,
  type Identity,
  oauth2,
  type OAuth2,
  oidc,
  type Oidc,
  preset,
  redirectBackend,
  requestBackend,
} from '../../src/exports/backends.js'

const acme = definePreset(
  'acme',
  ({
    region,
    ...client
  }: {
    readonly region: 'eu' | 'us'
    readonly clientId: string
    readonly clientSecret?: string
  }) => ({ ...client, label: 'Acme', issuer: `https://id.${region}.acme.example`, extraClaims: ['groups'] }),
)
acme({ region: 'eu', clientId: 'x', clientSecret: 'y' })
// @ts-expect-error -- no such region
acme({ region: 'moon', clientId: 'x' })
// @ts-expect-error -- a region is needed
acme({ clientId: 'x' })
// @ts-expect-error -- a preset returns a definition
definePreset('empty', () => ({ label: 'Empty' }))

oidc({ issuer: 'https://id.example', clientId: 'x', enrich: () => ({ groups: [] }) })
// @ts-expect-error -- an issuer is needed
oidc({ clientId: 'x' })
// @ts-expect-error -- a misspelled field
oidc({ issuer: 'https://id.example', clientID: 'x' })
// @ts-expect-error -- claims are an object
oidc({ issuer: 'https://id.example', clientId: 'x', enrich: () => 'groups' })

const endpoints = { authorizationEndpoint: 'https://q.example/a', tokenEndpoint: 'https://q.example/t' }
oauth2({ ...endpoints, profile: { endpoint: 'https://q.example/me', subject: 'id' } })
oauth2({
  ...endpoints,
  profile: async (_tokens, http) => ({ subject: await (await http('https://q.example')).text() }),
})
// @ts-expect-error -- an identity has a subject
oauth2({ ...endpoints, profile: () => ({ id: '7' }) })
// @ts-expect-error -- a subject is a text
oauth2({ ...endpoints, profile: () => ({ subject: 7 }) })
// @ts-expect-error -- OAuth 2 without a profile does not say who the user is
oauth2({ ...endpoints, clientId: 'x' })

preset({ preset: 'auth0', domain: 'acme.auth0.com', clientId: 'x' })
// @ts-expect-error -- which preset?
preset({ clientId: 'x' })

const finish = () => ({ subject: 'x' })
redirectBackend({ begin: ({ state }) => new URL(`https://q.example/?state=${state}`), finish })
// @ts-expect-error -- begin returns a URL
redirectBackend({ begin: ({ state }) => `https://q.example/?state=${state}`, finish })
// @ts-expect-error -- a sign-in that begins must end
redirectBackend({ begin: () => new URL('https://q.example') })

requestBackend({ identify: ({ headers }) => ({ subject: headers.get('x-user') ?? '' }) })
// @ts-expect-error -- a header may be absent
requestBackend({ identify: ({ headers }) => ({ subject: headers.get('x-user') }) })

// @ts-expect-error -- no such code
new BackendError('not_allowed', 'x')

/** Each field of a definition can be written in code, and no other. */
type ProfileField = 'userInfoEndpoint' | 'subject' | 'claims' | 'emailVerified' | 'userInfoHeaders'
interface Missing {
  readonly oidc: Exclude<keyof z.input<typeof oidcSchema>, keyof Oidc | 'kind'>
  readonly oauth2: Exclude<keyof z.input<typeof oauth2Schema>, keyof OAuth2 | 'kind' | ProfileField>
}
interface Unknown {
  readonly oidc: Exclude<keyof Oidc, keyof z.input<typeof oidcSchema> | 'enrich'>
  readonly oauth2: Exclude<keyof OAuth2, keyof z.input<typeof oauth2Schema> | 'enrich' | 'profile'>
}
export const nothing = <T extends { readonly oidc: never; readonly oauth2: never }>(value: T): T => value
export const nothingMissing = (missing: Missing) => nothing(missing)
export const nothingUnknown = (unknown: Unknown) => nothing(unknown)
/** And with values that the schema accepts. */
export const oidcFits = (definition: Omit<Oidc, 'enrich' | 'clientId' | 'idTokenAlgorithm'>) =>
  ({ kind: 'oidc', clientId: 'x', ...definition }) satisfies ReadonlyInput<typeof oidcSchema>
type ReadonlyInput<Schema extends z.ZodType> = DeepReadonly<z.input<Schema>>
type DeepReadonly<T> = T extends readonly (infer Each)[]
  ? readonly DeepReadonly<Each>[]
  : T extends object
    ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> }
    : T
export const identity: Identity = { subject: 'x' }
