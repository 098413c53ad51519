import { once } from 'node:events'
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import { generateKeyPairSync } from 'node:crypto'
import { type ClientMetadata, type Configuration, type JWK, Provider } from 'oidc-provider'
import { createMemoryAdapter } from '../../../src/demo/memory-adapter.js'
import type { Answer, Visitor } from '../visitor.js'

/** How one provider differs from the defaults of the package, and how our client is registered there. */
export interface Variant {
  readonly client?: Partial<ClientMetadata>
  readonly configuration?: Configuration
}

/** What a provider has answered. */
export interface ProviderAnswer {
  readonly method: string
  /** Below the issuer. */
  readonly path: string
  readonly status: number
  readonly headers: OutgoingHttpHeaders
}

/** Several providers of the package `oidc-provider` on one port, each below a path of its own. */
export interface Variants {
  readonly clientSecret: string
  readonly issuer: (name: string) => string
  /** The answers of one provider, oldest first. */
  readonly answers: (name: string) => readonly ProviderAnswer[]
  /** Starts them. The port has to be known before, because the site is configured with it. */
  readonly listen: () => Promise<void>
  readonly close: () => Promise<void>
}

const CLIENT_ID = 'portcullis'
const CLIENT_SECRET = 'a secret of the certified providers'

/** @param redirectUri where each provider sends users back to, by its name */
export function createVariants(
  variants: Readonly<Record<string, Variant>>,
  port: number,
  redirectUri: (name: string) => string,
): Variants {
  const keys = signingKeys()
  const issuer = (name: string) => `http://127.0.0.1:${port}/${name}`
  const answers = new Map<string, ProviderAnswer[]>()
  const callbacks = new Map(
    Object.entries(variants).map(([name, variant]) => {
      const provider = new Provider(issuer(name), configure(variant, keys, redirectUri(name)))
      return [name, provider.callback()] as const
    }),
  )
  const server = createServer((request, response) => {
    const [, name = '', path = ''] = /^\/([\w-]+)(\/.*)$/.exec(request.url ?? '') ?? []
    const callback = callbacks.get(name)
    if (callback === undefined) {
      response.writeHead(404).end()
      return
    }
    response.on('finish', () => {
      const { statusCode: status } = response
      const seen = { method: request.method ?? '', path, status, headers: response.getHeaders() }
      answers.set(name, [...(answers.get(name) ?? []), seen])
    })
    // As a framework that mounts it would.
    Object.assign(request, { originalUrl: request.url, url: path })
    void callback(request, response)
  })
  return {
    clientSecret: CLIENT_SECRET,
    issuer,
    answers: (name) => answers.get(name) ?? [],
    listen: async () => {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** One key of each kind. None names its algorithm, so the RSA key signs with RS256 and with PS256. */
function signingKeys(): JWK[] {
  const pairs = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ed25519'),
  ]
  return pairs.map(({ privateKey }, index) => ({
    kty: '',
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    kid: `key-${index}`,
  }))
}

function configure(
  { client = {}, configuration = {} }: Variant,
  keys: JWK[],
  redirectUri: string,
): Configuration {
  const adapter = createMemoryAdapter()
  // Not among the static clients: those are copied by the platform, and Jest gives a copy another prototype.
  void adapter('Client').upsert(CLIENT_ID, {
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    redirect_uris: [redirectUri],
    ...client,
  })
  return {
    adapter,
    jwks: { keys },
    cookies: { keys: ['cookies of the certified providers'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: `Certified ${sub}`, email: `${sub}@example.test`, email_verified: true }),
    }),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      RefreshToken: 600,
      Grant: 600,
      Interaction: 600,
      Session: 600,
    },
    ...configuration,
  }
}

const PROMPT =
  /<form[^>]* action="([^"]+)"[^>]*>\s*<input type="hidden" name="prompt" value="(login|consent)"/

/** Signs in through the provider's own pages: enters a name and a password, and agrees. */
export async function signInAt(visitor: Visitor, start: string, login: string): Promise<Answer> {
  let answer = await visitor.open(start)
  for (let pages = 0; pages < 3; pages += 1) {
    const [, action, prompt] = PROMPT.exec(answer.body) ?? []
    if (action === undefined || prompt === undefined) return answer
    const form = prompt === 'login' ? { prompt, login, password: 'any' } : { prompt }
    answer = await visitor.open(action, { form })
  }
  return answer
}
