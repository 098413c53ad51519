import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './free-port.js'

/** A real Redis of a test's own, which can be told to fail. */
export interface RedisServer {
  readonly url: string
  /** For looking at what is kept, and for making it worse. */
  readonly client: Redis
  /** Ends it as a power cut does; what it held is gone. */
  kill(): Promise<void>
  /** Starts it again at the same address, empty. */
  start(): Promise<void>
  /** Lets it hang: connections stay, and nothing answers. */
  freeze(): void
  thaw(): void
  close(): Promise<void>
}

/** Starts a Redis on a free port; nothing of it outlives `close`. */
export async function startRedis(options: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-redis-'))
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...options]
  let child: ChildProcess | null = null
  const start = async () => {
    child = spawn(process.env['REDIS_SERVER'] ?? 'redis-server', [...words, '--appendonly', 'no'], {
      stdio: 'ignore',
    })
    await answers(port, child)
  }
  const kill = async () => {
    const ended = child
    child = null
    if (ended === null || ended.exitCode !== null) return
    const exit = once(ended, 'exit')
    ended.kill('SIGKILL')
    await exit
  }
  await start()
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 })
  client.on('error', () => undefined)
  return {
    url: `redis://127.0.0.1:${port}/0`,
    client,
    start,
    kill,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    async close() {
      client.disconnect()
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error('redis-server has ended')
    if (await connects(port)) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('redis-server does not answer')
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
}
