import { createServer } from 'node:http'
import { z } from 'zod'

/** What reached the application. */
export const Seen = z.object({
  method: z.string(),
  target: z.string(),
  /** Names as they came, with their values, in order. */
  headers: z.array(z.tuple([z.string(), z.string()])),
})
export type Seen = z.infer<typeof Seen>

/** An application that knows nothing of sign-in: it tells what it got, and speaks to any WebSocket. */
export interface Application {
  readonly port: number
  /** Requests and upgrades that reached it. */
  readonly seen: Seen[]
  close(): Promise<void>
}

export async function startApplication(): Promise<Application> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const { method = '', url: target = '', rawHeaders } = request
    const met = { method, target, headers: pairs(rawHeaders) }
    seen.push(met)
    request.resume()
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(met))
  })
  server.on('upgrade', ({ method = '', url: target = '', rawHeaders }, socket) => {
    seen.push({ method, target, headers: pairs(rawHeaders) })
    socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
  })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('no port'))
      else resolve(address.port)
    })
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve()
      })
      server.closeAllConnections()
    })
  return { port, seen, close }
}

/** The values under this name, whichever way it is written. */
export function valuesOf(seen: Seen, name: string): string[] {
  const same = (other: string) => other.toLowerCase().replaceAll('_', '-') === name.toLowerCase()
  return seen.headers.filter(([other]) => same(other)).map(([, value]) => value)
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as [string, string]] : [],
  )
}
