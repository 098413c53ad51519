import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Op } from './provider/index.js'
import { freePort } from './free-port.js'
import { KEYS, type Site } from './site.js'

const PROGRAM = fileURLToPath(new URL('./embedding-program.mjs', import.meta.url))

const Result = z.union([
  z.object({ ok: z.literal(true), accessToken: z.string(), expiresAt: z.string().nullable() }),
  z.object({ ok: z.literal(false), reason: z.string(), retryAt: z.string().nullable() }),
])
const Results = z.object({ results: z.array(Result) })

/** How a call for an access token ended in another process. */
export type EmbeddedResult = z.infer<typeof Result>

/** A process of its own that embeds the server of a site: same database, same keys, same backend `acme`. */
export interface Embedding {
  /** Asks for the access token of an account, so many times at once. */
  ask(accountId: string, times?: number, options?: { readonly rejected?: string }): Promise<EmbeddedResult[]>
  /** As the machine does when it loses power; once is enough. */
  kill(): Promise<void>
}

/** What a process beside a site is told. */
export async function environmentOf(site: Site, op: Op): Promise<NodeJS.ProcessEnv> {
  return {
    PATH: process.env['PATH'],
    PORT: String(await freePort()),
    BASE_URL: site.url,
    DATABASE_URL: site.databaseUrl,
    ...KEYS,
    ALLOW_INSECURE_ISSUERS: 'true',
    LOG_LEVEL: 'silent',
    BACKEND_ACME_KIND: 'oidc',
    BACKEND_ACME_ISSUER: op.issuer,
    BACKEND_ACME_CLIENT_ID: op.clientId,
    BACKEND_ACME_CLIENT_SECRET: op.clientSecret,
  }
}

/** Starts a second process beside a site. */
export async function startEmbedding(site: Site, op: Op): Promise<Embedding> {
  const child = spawn(process.execPath, [PROGRAM], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: await environmentOf(site, op),
  })
  await once(child, 'message')
  return {
    async ask(accountId, times = 1, options = {}) {
      const message: Promise<unknown[]> = once(child, 'message')
      child.send({ accountId, times, options })
      return Results.parse((await message)[0]).results
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
