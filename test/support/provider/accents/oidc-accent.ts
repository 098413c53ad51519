import type { Claims, Faults } from '../../../../src/testing/provider/faults.js'
import type { ClientAuthentication, Op } from '../../../../src/testing/provider/op.js'
import type { Person } from '../../../../src/testing/provider/person.js'
import type { Provider } from '../index.js'
import type { Handler } from '../../../../src/testing/provider/reply.js'
import type { Signing } from '../../../../src/testing/provider/signing.js'

/** How a provider speaks: the shapes of its metadata, tokens and profile, from its public documentation. */
export interface Accent {
  /** What one writes for it, client id and secret apart. */
  readonly backend: Readonly<Record<string, unknown>>
  /** Its metadata as published. Its endpoints are answered by the scripted provider, at addresses of its own. */
  readonly metadata: Claims
  readonly clientAuthentication: ClientAuthentication
  /** Somebody, as UserInfo tells of them. */
  readonly person: Person
  /** `iss` of its ID Tokens where that is not the issuer of the metadata. */
  readonly tokenIssuer?: string
  /** Its ID Token, made of a plain one. */
  readonly idToken?: (claims: Claims, op: Op) => Claims
  readonly userInfo?: (claims: Claims, op: Op) => Claims
  readonly tokenResponse?: (response: Claims) => Claims
  /** How its ID Tokens are signed where that is not RS256. */
  readonly sign?: Signing
  /** Its client secret, where its length matters. */
  readonly clientSecret?: string
  /** Whether UserInfo is a token, signed like an ID Token. */
  readonly userInfoAs?: 'jwt'
  /** The issuer that each of its keys names. */
  readonly keyIssuer?: string
  /** How it revokes tokens where that is not as RFC 7009 has it. */
  readonly revoke?: Handler
  /** Where a code_challenge or code_verifier brings a refusal. */
  readonly refusesPkce?: 'authorize' | 'token'
  /** What must come of it. */
  readonly expected: Expected
  /** Each quirk, broken on purpose. */
  readonly broken: readonly Broken[]
}

/** The account and the user that a sign-in leaves behind. */
export interface Expected {
  readonly subject: string
  /** Of the account, where that is not the issuer of the metadata. */
  readonly issuer?: string
  readonly email: string | null
  /** Whether the address counts as proven. */
  readonly proven: boolean
  readonly username: string
  readonly name: string | null
  /** Undefined: it does not matter. */
  readonly picture?: string | null
  readonly extraData?: Readonly<Record<string, unknown>>
  /** How often a sign-in asks for UserInfo, where that is not once. */
  readonly userInfoRequests?: number
  /** Parameters of the authorization request; null: it must be absent. */
  readonly asked?: Readonly<Record<string, string | null>>
}

/** A provider that does not keep to its quirk, or a definition that does not know of it. */
export interface Broken {
  readonly quirk: string
  /** Fields that are written wrongly. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** What the provider does differently from its accent; `moved` brings its addresses here. */
  readonly faults?: (moved: (address: string) => string) => Faults
  readonly code: string
  /** Part of the detail, which names what was wrong; its addresses are moved as well. */
  readonly detail: string
}

/** An issuer of the scripted provider that speaks with an accent, and the definition of a backend for it. */
export interface Settled {
  readonly op: Op
  readonly backend: Readonly<Record<string, unknown>>
  readonly moved: (address: string) => string
}

/** Claims or members without those of these names. */
export function without(claims: Claims, ...names: readonly string[]): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)))
}

const ADDRESSES = ['issuer', 'issuerTemplate', 'issuerAliases', 'revocationEndpoint']

/**
 * Lets an issuer of the scripted provider speak with an accent.
 * @param name of the issuer; what lies below the true host lies below it here
 * @param definition of the backend as the preset has it, with the true addresses
 */
export function settle(
  provider: Provider,
  name: string,
  accent: Accent,
  definition: Readonly<Record<string, unknown>>,
): Settled {
  const { origin, pathname } = new URL(String(definition['issuer']))
  const moved = (address: string): string => address.replaceAll(origin, `${provider.origin}/${name}`)
  const op = provider.alias(`${name}${pathname}`.replace(/\/$/, ''))
  speak(op, accent, moved)
  const { revocationEndpoint } = definition
  const revokes =
    typeof revocationEndpoint === 'string' ? moved(revocationEndpoint).slice(op.issuer.length) : '/revoke'
  op.speak({
    paths: { [revokes]: 'revoke' },
    ...(accent.revoke === undefined ? {} : { endpoints: { revoke: accent.revoke } }),
  })
  const addresses = ADDRESSES.map((field): [string, unknown] => [field, movedAll(definition[field], moved)])
  const { clientId, clientSecret } = op
  return {
    op,
    moved,
    backend: { ...accent.backend, clientId, clientSecret, ...Object.fromEntries(addresses) },
  }
}

function movedAll(value: unknown, moved: (address: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => movedAll(each, moved))
  return typeof value === 'string' ? moved(value) : value
}

function speak(op: Op, accent: Accent, moved: (address: string) => string): void {
  op.clientAuthentication = accent.clientAuthentication
  op.refusesPkce = accent.refusesPkce ?? null
  op.clientSecret = accent.clientSecret ?? op.clientSecret
  op.person(accent.person)
  const issuer = moved(accent.tokenIssuer ?? String(accent.metadata['issuer']))
  op.misbehave({
    discoveryDocument: (honest) => published(accent.metadata, honest, moved),
    idTokenClaims: (claims) => {
      const spoken = accent.idToken?.({ ...claims, iss: issuer }, op) ?? { ...claims, iss: issuer }
      return { ...spoken, iss: moved(String(spoken['iss'])) }
    },
    userinfoClaims: (claims) => accent.userInfo?.(claims, op) ?? claims,
    tokenResponse: (response) => accent.tokenResponse?.(response) ?? response,
    ...(accent.sign === undefined ? {} : { sign: accent.sign }),
    ...(accent.userInfoAs === undefined ? {} : { userinfoAs: accent.userInfoAs }),
    ...(accent.keyIssuer === undefined ? {} : { keyIssuer: moved(accent.keyIssuer) }),
  })
}

/** Adds misbehaviours to an accent: what changes an answer changes the one that the accent has made. */
export function spoil(op: Op, faults: Faults): void {
  const { idTokenClaims, userinfoClaims, tokenResponse, discoveryDocument } = op.faults
  op.misbehave({
    ...faults,
    idTokenClaims: (claims, grant) => {
      const spoken = idTokenClaims?.(claims, grant) ?? claims
      return faults.idTokenClaims?.(spoken, grant) ?? spoken
    },
    userinfoClaims: (claims) => {
      const spoken = userinfoClaims?.(claims) ?? claims
      return faults.userinfoClaims?.(spoken) ?? spoken
    },
    tokenResponse: (response, grant) => {
      const spoken = tokenResponse?.(response, grant) ?? response
      return faults.tokenResponse?.(spoken, grant) ?? spoken
    },
    discoveryDocument: (document) => {
      const spoken = discoveryDocument?.(document) ?? document
      return faults.discoveryDocument?.(spoken) ?? spoken
    },
  })
}

/** The published metadata with our addresses; an endpoint that is not published is not told of. */
function published(metadata: Claims, honest: Claims, moved: (address: string) => string): Claims {
  return Object.fromEntries(
    Object.entries(metadata).flatMap(([member, value]) => {
      if (member === 'issuer') return [[member, moved(String(value))]]
      if (!/_endpoint$|^jwks_uri$/.test(member)) return [[member, value]]
      return Object.hasOwn(honest, member) ? [[member, honest[member]]] : []
    }),
  )
}
