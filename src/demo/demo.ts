import { exportJWK, generateKeyPair } from 'jose'
import type { Middleware } from 'koa'
import compose from 'koa-compose'
import mount from 'koa-mount'
import { randomBytes } from 'node:crypto'
import type { Configuration } from 'oidc-provider'
import type { Views } from '../pages/render.js'
import { accountPickerRoutes } from './account-picker.js'
import { toClaims } from './demo-users.js'

const CLIENT_ID = 'portcullis-demo'

/** The built-in provider: its backend definition, and the middleware that answers below its issuer. */
export interface Demo {
  readonly definition: Readonly<Record<string, unknown>>
  readonly middleware: Middleware
}

/**
 * Starts Demo ID, a real OpenID Provider with a few people to choose from, below `${baseUrl}/demo-id`. Development
 * only: anybody may sign in as anybody. Its keys and sessions live as long as the process.
 */
export async function startDemo(options: {
  readonly baseUrl: string
  readonly basePath: string
  readonly redirectUri: string
  readonly views: Views
}): Promise<Demo> {
  // A production install leaves this package out; nothing else imports it.
  const { Provider } = await import('oidc-provider')
  const issuer = `${options.baseUrl}/demo-id`
  const path = `${options.basePath}/demo-id`
  const clientSecret = randomBytes(32).toString('base64url')
  const configuration = await createConfiguration({ ...options, clientSecret, path })
  const provider = new Provider(issuer, configuration)
  return {
    definition: {
      kind: 'oidc',
      label: 'Demo ID',
      icon: 'portcullis',
      issuer,
      clientId: CLIENT_ID,
      clientSecret,
      clientAuthentication: 'client_secret_basic',
      // Without it, the second sign-in would silently take the person of the first.
      authorizationParams: { prompt: 'login' },
      trustEmail: true,
    },
    middleware: compose([accountPickerRoutes(provider, path, options.views), mount(path, provider)]),
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
    // Mounted below our application, the provider writes with its keys (none) and reads with its own.
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
          ctx.body = logoutPage(options.views, form)
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `${options.path}/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => {
      const claims = toClaims(sub)
      return claims ? { accountId: sub, claims: () => claims } : undefined
    },
    // There is nothing to consent to in a demo: every grant covers what is asked for.
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
 * The page of Demo ID on which one says whether to sign out there, too.
 * @param form of the provider's library: where it is posted to, and its proof
 */
export function logoutPage(views: Views, form: string): string {
  const action = /action="([^"]+)"/.exec(form)?.[1]
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(form)?.[1]
  if (action === undefined || xsrf === undefined) throw new Error('the form of oidc-provider is another')
  return views.render({ name: 'demo-logout', action, xsrf })
}
