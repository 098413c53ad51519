import { type Op, type Provider, startProvider } from '../support/provider/index.js'
import { type RedisServer, startRedis } from '../support/redis.js'
import { backendAt, type Site, type SiteOptions, startSite } from '../support/site.js'
import type { Visitor } from '../support/visitor.js'

export const SESSION = 'portcullis'

/** A site whose sessions are in a Redis of its own. */
export interface RedisSite {
  readonly redis: RedisServer
  readonly site: Site
  readonly op: Op
  /** Somebody who has signed in. */
  signedIn(sub: string): Promise<Visitor>
  /** The key of the only session that Redis has of this user. */
  keyOf(sub: string): Promise<string>
  /** A further process on the same database and Redis. */
  another(more?: Readonly<Record<string, string>>): Promise<Site>
  close(): Promise<void>
}

export async function startRedisSite(
  database: SiteOptions['database'],
  options: readonly string[] = [],
): Promise<RedisSite> {
  const [redis, provider]: [RedisServer, Provider] = await Promise.all([startRedis(options), startProvider()])
  const op = provider.alias('acme')
  const siteOptions = {
    database,
    backends: { acme: backendAt(op) },
    env: { ALLOW_INSECURE_ISSUERS: 'true', SESSION_STORE: 'redis', REDIS_URL: redis.url },
  } as const
  const site = await startSite(siteOptions)
  return {
    redis,
    site,
    op,
    async signedIn(sub) {
      op.person({ sub })
      const visitor = site.visitor()
      await visitor.signIn('acme')
      if (!(await visitor.isSignedIn())) throw new Error(`${sub} could not sign in`)
      return visitor
    },
    async keyOf(sub) {
      const account = await site.rows.account.findFirstOrThrow({ where: { subject: sub } })
      const [id, more] = await redis.client.zrange(`portcullis:sessions-of:${account.userId}`, '0', '-1')
      if (id === undefined || more !== undefined) throw new Error(`${sub} has none, or more than one`)
      return `portcullis:session:${id}`
    },
    another: (more = {}) =>
      startSite({ ...siteOptions, databaseUrl: site.databaseUrl, env: { ...siteOptions.env, ...more } }),
    async close() {
      await site.close()
      await redis.close()
      await provider.close()
    },
  }
}
