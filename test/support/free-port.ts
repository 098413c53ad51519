import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Whoever binds a port later must not find it taken meanwhile. So these are below those that systems give to outgoing
 * connections and to whoever listens on port 0 (from 32768 on), and each worker of Jest has a thousand of its own.
 */
const LOWEST = 12_000
const EACH = 1000
const SHARES = 20

const share = (Number(process.env['JEST_WORKER_ID'] ?? '1') - 1) % SHARES
// The next file of the same worker begins elsewhere, and so does another run on the same machine.
let last = Math.floor(Math.random() * EACH)

/** A port of this machine that nothing listens on, and that is not given out again for long. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < EACH; tries += 1) {
    last = (last + 1) % EACH
    const port = LOWEST + share * EACH + last
    if (await isFree(port)) return port
  }
  throw new Error('no port is free')
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
