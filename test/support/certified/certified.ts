import { once } from 'node:events'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { type Configuration, Provider } from 'oidc-provider'
import { freePort } from '../free-port.js'

/** The API that this site is, as registered at the provider. */
export const RESOURCE = 'https://portcullis.example'
/** Another API of the same provider. */
export const OTHER_RESOURCE = 'https://other.example'
export const REDIRECT_URI = 'https://app.example/callback'

/** The certified OpenID Provider of the package `oidc-provider`, on a port of its own. */
export interface Certified {
  readonly issuer: string
  readonly clientSecret: string
  close(): Promise<void>
}

/**
 * Starts it. It has two clients: `portcullis`, and `mobile-app`, a public one. Anybody is signed in at once, as the
 * person named in `login_hint`. Access tokens for a resource are JWTs, all others are opaque.
 */
export async function startCertified(redirectUri = REDIRECT_URI): Promise<Certified> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const clientSecret = 'a secret of the certified provider'
  const provider = new Provider(issuer, await configuration(clientSecret, redirectUri))
  const answer = provider.callback()
  const server = createServer((request, response) => {
    const finish = async () => {
      if (request.url?.startsWith('/interaction/') !== true) return answer(request, response)
      const { params } = await provider.interactionDetails(request, response)
      const login = { accountId: String(params['login_hint']) }
      await provider.interactionFinished(request, response, { login })
    }
    finish().catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { issuer, clientSecret, close }
}

async function configuration(clientSecret: string, redirectUri: string): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    clients: [
      { client_id: 'portcullis', client_secret: clientSecret, redirect_uris: [redirectUri] },
      {
        client_id: 'mobile-app',
        token_endpoint_auth_method: 'none',
        redirect_uris: [REDIRECT_URI],
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    cookies: { keys: ['cookies of the certified provider'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: `Certified ${sub}`, email: `${sub}@example.test`, email_verified: true }),
    }),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, audience) => ({
          audience,
          scope: 'sessions',
          accessTokenFormat: 'jwt',
          accessTokenTTL: 600,
        }),
      },
    },
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      for (const resource of [RESOURCE, OTHER_RESOURCE]) grant.addResourceScope(resource, 'sessions')
      await grant.save()
      return grant
    },
  }
}
