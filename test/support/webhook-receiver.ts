import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { z } from 'zod'

/** What a receiver got. */
export interface ReceivedEvent {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly type: string
  readonly id: string
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
  readonly userId: string | null
}

const Payload = z.object({
  type: z.string(),
  id: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
})
const WithUser = z.object({ user: z.object({ id: z.string() }) })

/** A program that gets webhooks, on loopback. */
export class WebhookReceiver {
  /** In the order in which they came, also those that it refused. */
  readonly received: ReceivedEvent[] = []
  /** Those that it accepted. */
  readonly accepted: ReceivedEvent[] = []
  /** The status of its answer to this event; null for no answer at all. */
  answer: (event: ReceivedEvent) => number | null = () => 204
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      if (request.method !== 'POST') {
        response.writeHead(405).end()
        return
      }
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString()
        const { type, id, timestamp, data } = Payload.parse(JSON.parse(body))
        const userId = WithUser.safeParse(data).data?.user.id ?? null
        const event = { headers: request.headers, body, type, id, timestamp, data, userId }
        this.received.push(event)
        const status = this.answer(event)
        if (status === null) return
        if (status < 300) this.accepted.push(event)
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end()
      })
    })
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the receiver does not listen')
    return `http://127.0.0.1:${address.port}/hook?key=in-the-url`
  }

  listen(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve)
    })
  }

  clear(): void {
    this.received.length = 0
    this.accepted.length = 0
    this.answer = () => 204
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** Verifies a signature as the text of Standard Webhooks says. @param secret `whsec_` and base64 */
export function isSigned({ headers, body }: ReceivedEvent, secret: string): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const wanted = createHmac('sha256', key).update(signed).digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .some((entry) => {
      const [version, signature = ''] = entry.split(',')
      const signatureBytes = Buffer.from(signature, 'base64')
      return (
        version === 'v1' && signatureBytes.length === wanted.length && timingSafeEqual(signatureBytes, wanted)
      )
    })
}

/** Waits until this is true. */
export async function until(what: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const end = Date.now() + timeoutMs
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`it did not happen within ${timeoutMs} ms: ${what.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
