import { z } from 'zod'
import { Signer } from '../../crypto/signer.js'
import { createOutbound } from '../../outbound/outbound.js'
import type { Settings } from '../../settings/settings.js'
import { ARRIVAL_HEADER, ARRIVAL_PATH, arrivalProof } from '../../web/arrival.js'

/** What a visitor could make up; what becomes of it on the way shows what stands there. Reserved by RFC 5737 and 2606. */
export const MADE_UP = { address: '192.0.2.1', host: 'made-up.invalid' } as const

const Arrival = z.object({
  host: z.string(),
  forwardedHost: z.string().nullable(),
  forwardedFor: z.string().nullable(),
  forwardedProto: z.string().nullable(),
  peer: z.string().nullable(),
  trusted: z.boolean(),
  client: z.string().nullable(),
  baseUrl: z.string(),
  production: z.boolean(),
})
/** How a request to the public address has arrived at the server. */
export type Arrival = z.infer<typeof Arrival>

/** What came back from the public address. */
export type Answered =
  | { readonly kind: 'arrived'; readonly arrival: Arrival; readonly date: string | null }
  | { readonly kind: 'other'; readonly status: number; readonly location: string | null }
  | { readonly kind: 'nothing'; readonly why: string }

/** Asks the server, by its public address, how this very request arrives there. */
export async function askArrival(
  { baseUrl, sessionKeys }: Pick<Settings, 'baseUrl' | 'sessionKeys'>,
  now: Date,
): Promise<Answered> {
  const fetch = createOutbound({ allowPrivate: true })
  const headers = {
    [ARRIVAL_HEADER]: arrivalProof(new Signer(sessionKeys), now),
    'x-forwarded-for': MADE_UP.address,
    'x-forwarded-host': MADE_UP.host,
  }
  try {
    const response = await fetch(baseUrl + ARRIVAL_PATH, { headers })
    const body: unknown = await response.json().catch(() => null)
    const arrival = Arrival.safeParse(body)
    if (response.status === 200 && arrival.success)
      return { kind: 'arrived', arrival: arrival.data, date: response.headers.get('date') }
    return { kind: 'other', status: response.status, location: response.headers.get('location') }
  } catch (error) {
    return { kind: 'nothing', why: error instanceof Error ? error.message : 'an unknown failure' }
  } finally {
    fetch.destroy()
  }
}

/** Whether the server answers on this machine, whatever its public address is. */
export async function answersHere({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<boolean> {
  const fetch = createOutbound({ allowPrivate: true })
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  try {
    return (await fetch(`http://${name}:${port}/healthz`)).status === 200
  } catch {
    return false
  } finally {
    fetch.destroy()
  }
}
