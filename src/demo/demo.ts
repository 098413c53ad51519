/*
 * Demo ID: a real OpenID Provider inside the process, with four test users, so that a new site has a provider to sign
 * in with. It is for development only: anyone can sign in as anyone, and a restart forgets all keys and sessions.
 *
 * open-backends.ts starts it unless NODE_ENV is production or the settings define a backend named `demo`; app.ts mounts it.
 * To the rest of the program it is an ordinary `oidc` backend that is called over HTTP. Only this folder
 * imports oidc-provider.
 *
 *   demo.ts            configuration; everything below {BASE_URL}/demo-id (discovery, authorization, token, logout ...)
 *   account-picker.ts  GET and POST {BASE_URL}/demo-id/interaction/:uid: choose a test user instead of a password
 *   demo-users.ts      the test users and their claims
 *   memory-adapter.ts  storage for codes, tokens, grants and sessions
 */
import { exportJWK, generateKeyPair } from 'jose'
import type { Middleware } from 'koa'
import compose from 'koa-compose'
import mount from 'koa-mount'
import { randomBytes } from 'node:crypto'
import type { Configuration, Provider } from 'oidc-provider'
import { sendPage } from '../middleware/language.js'
import type { DemoLogoutPage, Views } from '../pages/render.js'
import type { Store } from '../store/store.js'
import { accountPickerRoutes } from './account-picker.js'
import { toClaims } from './demo-users.js'
import { createMemoryAdapter } from './memory-adapter.js'

const CLIENT_ID = 'portcullis-demo'

/** How the issuer of every Demo ID ends, wherever it runs. */
export const DEMO_PATH = '/demo-id'

/** The running provider: its backend definition, and the middleware that serves its issuer. */
export interface Demo {
  readonly issuer: string
  readonly definition: Readonly<Record<string, unknown>>
  readonly middleware: Middleware
}

/**
 * Starts Demo ID with the issuer `${baseUrl}/demo-id`. Returns null if oidc-provider is not installed.
 * @param options.redirectUri the only redirect URI that it accepts
 */
export async function startDemo(options: {
  readonly baseUrl: string
  readonly basePath: string
  readonly redirectUri: string
  readonly views: Views
}): Promise<Demo | null> {
  const OidcProvider = await loadProvider()
  if (OidcProvider === null) return null
  const issuer = `${options.baseUrl}${DEMO_PATH}`
  const path = `${options.basePath}/demo-id`
  const clientSecret = randomBytes(32).toString('base64url')
  const configuration = await createConfiguration({ ...options, clientSecret, path })
  const provider = new OidcProvider(issuer, configuration)
  return {
    issuer,
    definition: {
      kind: 'oidc',
      label: 'Demo ID',
      icon: 'portcullis',
      issuer,
      clientId: CLIENT_ID,
      clientSecret,
      clientAuthentication: 'client_secret_basic',
      // Without it, the second sign-in would silently use the account of the first.
      authorizationParams: { prompt: 'login' },
      trustEmail: true,
    },
    middleware: compose([accountPickerRoutes(provider, path, options.views), mount(path, provider)]),
  }
}

// Imported when it is used, because an install for production and one of the package do not contain it.
async function loadProvider(): Promise<typeof Provider | null> {
  try {
    return (await import('oidc-provider')).Provider
  } catch (error) {
    // A package that is there and lacks one of its own is broken, which has to be reported.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      if (error.message.includes("'oidc-provider'")) return null
    }
    throw error
  }
}

async function createConfiguration(options: {
  readonly clientSecret: string
  readonly redirectUri: string
  readonly baseUrl: string
  readonly path: string
  readonly views: Views
}): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'demo' }
  return {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: options.clientSecret,
        redirect_uris: [options.redirectUri],
        post_logout_redirect_uris: [`${options.baseUrl}/logged-out`],
        require_auth_time: true,
      },
    ],
    jwks: { keys: [key] },
    // Cookies are set with the keys of the outer Koa application (none) but verified with those of the provider.
    cookies: { short: { signed: false }, long: { signed: false } },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username'],
    },
    scopes: ['openid', 'email', 'profile'],
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 600,
      Interaction: 1200,
      Session: 3600,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          sendPage(options, ctx, logoutPage(form))
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `${options.path}/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => {
      const claims = toClaims(sub)
      return claims ? { accountId: sub, claims: () => claims } : undefined
    },
    // Demo ID has no consent page: every grant covers all scopes.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  }
}

/**
 * The page that asks whether to sign out of Demo ID, too.
 * @param form the HTML form of oidc-provider; its action and its CSRF token are used
 */
function logoutPage(form: string): DemoLogoutPage {
  const action = /action="([^"]+)"/.exec(form)?.[1]
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(form)?.[1]
  if (action === undefined || xsrf === undefined) throw new Error('oidc-provider has changed its logout form')
  return { name: 'demo-logout', action, xsrf }
}

/** Demo ID is the same provider at whatever address this server runs, so its accounts follow a changed BASE_URL. */
export async function moveDemoAccounts(
  store: Pick<Store, 'listIssuers' | 'changeIssuer'>,
  { issuer }: Demo,
): Promise<void> {
  const issuers = await store.listIssuers('demo')
  const others = issuers.filter((each) => each.endsWith(DEMO_PATH) && each !== issuer)
  for (const other of others) await store.changeIssuer('demo', other, issuer)
}
