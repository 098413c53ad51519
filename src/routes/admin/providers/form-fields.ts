import type { ZodType } from 'zod'
import { type Definition, DEFINITION_SCHEMAS } from '../../../backends/definition/definition.js'
import type { StoredFields } from '../../../backends/definition/stored.js'
import { getPreset } from '../../../backends/presets/index.js'

/** How a field is written in a form. */
export type FieldKind =
  | { readonly type: 'text' | 'secret' | 'secret-json' | 'list' | 'json' }
  /** Ticked or not. */
  | { readonly type: 'yes' }
  /** The first option is the usual way, and leaves the field out. */
  | { readonly type: 'choice'; readonly options: readonly (readonly [value: string, label: string])[] }

/** One field of a definition, in words for somebody who reads nothing but the page. */
export interface FormField {
  /** As in a definition. */
  readonly name: string
  readonly label: string
  readonly help: string
  readonly kind: FieldKind
  /** What stands there while nothing is written. */
  readonly defaultText?: string
}

/** What people see. */
export const LABEL_FIELD: FormField = {
  name: 'label',
  label: 'Label',
  help: 'What people read on the button: “Log in with …”. Empty: the name with a capital letter.',
  kind: { type: 'text' },
}

/** What everybody writes. */
export const MAIN_FIELDS: readonly FormField[] = [
  {
    name: 'clientId',
    label: 'Client ID',
    help: 'The provider shows it once you have registered this site there. Some call it application ID.',
    kind: { type: 'text' },
  },
  {
    name: 'clientSecret',
    label: 'Client secret',
    help: 'The provider shows it beside the client ID. It is kept encrypted and never shown again, not even to you.',
    kind: { type: 'secret' },
  },
]

/** What is right as it is for most. */
export const ADVANCED_FIELDS: readonly FormField[] = [
  {
    name: 'trustEmail',
    label: 'Believe this provider when it says that an e-mail address is verified',
    help:
      'Tick this only if the provider makes sure that an address belongs to the person, as Google does. Verified addresses ' +
      'then count here: they show as confirmed, and an address in ADMIN_EMAILS makes its owner an administrator. Whoever ' +
      'runs the provider could claim any address.',
    kind: { type: 'yes' },
  },
  {
    name: 'linkByVerifiedEmail',
    label: 'Sign people in to the account that has the same verified address',
    help:
      'Otherwise somebody whose address is known here already has to sign in the old way first, and connects this provider ' +
      'on the account page. It needs the box above.',
    kind: { type: 'yes' },
  },
  {
    name: 'allowedDomains',
    label: 'Only these e-mail domains may sign in',
    help: 'Such as example.com example.org. Empty: everybody whom the provider lets in.',
    kind: { type: 'list' },
  },
  {
    name: 'requiredClaims',
    label: 'Claims without which nobody may sign in',
    help: 'Such as email. The test sign-in shows which claims this provider sends.',
    kind: { type: 'list' },
  },
  {
    name: 'scopes',
    label: 'Scopes',
    help: 'What we ask the provider for, with blanks between. Empty: the usual ones.',
    kind: { type: 'list' },
    defaultText: 'openid email profile',
  },
  {
    name: 'extraClaims',
    label: 'Claims to keep with the account',
    help: 'Such as groups, for rules of forward-auth. Names and addresses are kept anyway.',
    kind: { type: 'list' },
  },
  {
    name: 'clientAuthentication',
    label: 'Client authentication',
    help: 'How the client secret is sent. Choose only if the provider demands one way and says another.',
    kind: {
      type: 'choice',
      options: [
        ['', 'As usual with this provider'],
        ['client_secret_basic', 'In a header (client_secret_basic)'],
        ['client_secret_post', 'In the body (client_secret_post)'],
        ['private_key_jwt', 'Signed with the client key (private_key_jwt)'],
        ['none', 'There is no secret: a public client (none)'],
      ],
    },
  },
  {
    name: 'clientKey',
    label: 'Client key',
    help:
      'Instead of a secret, for providers that want a signature, such as Apple: JSON with the private key as PEM, its id and, ' +
      'for Apple, the team, such as {"pem": "-----BEGIN…", "keyId": "…", "teamId": "…"}. It is kept as the secret is.',
    kind: { type: 'secret-json' },
  },
  {
    name: 'responseMode',
    label: 'How the answer comes back',
    help: 'By form, long answers fit and nothing of them stands in addresses. Not every provider can do it.',
    kind: {
      type: 'choice',
      options: [
        ['', 'As usual'],
        ['query', 'By address (query)'],
        ['form_post', 'By form (form_post)'],
      ],
    },
  },
  {
    name: 'icon',
    label: 'Brand mark',
    help: 'A slug of simple-icons, such as gitlab or keycloak. Empty: a key.',
    kind: { type: 'text' },
  },
  {
    name: 'other',
    label: 'Other fields',
    help: 'Any other field of a backend, as JSON, such as {"claims": {"username": "nickname"}}. All are in docs/backends.md.',
    kind: { type: 'json' },
  },
]

export const FORM_FIELDS: readonly FormField[] = [LABEL_FIELD, ...MAIN_FIELDS, ...ADVANCED_FIELDS]

type DefinitionKind = Definition['kind']

/** The kind of a backend that is written so: its preset says it, or else it is of OpenID Connect. */
export function definitionKind({ preset }: StoredFields): DefinitionKind {
  const { kind } = (typeof preset === 'string' ? getPreset(preset) : undefined)?.fields ?? {}
  return kind === 'oauth2' ? 'oauth2' : 'oidc'
}

/** Those fields that a kind has, with the options that it has: no metadata, no form_post with OAuth 2, for example. */
export function listFieldsForKind(kind: DefinitionKind, fields: readonly FormField[]): readonly FormField[] {
  const { shape } = DEFINITION_SCHEMAS[kind]
  const schemas = new Map(Object.entries<ZodType>(shape))
  return fields.flatMap((field) => {
    if (field.name === 'other') return [field]
    const schema = schemas.get(field.name)
    if (schema === undefined) return []
    if (field.kind.type !== 'choice') return [field]
    const options = field.kind.options.filter(([value]) => value === '' || schema.safeParse(value).success)
    return [{ ...field, kind: { type: 'choice', options } }]
  })
}
