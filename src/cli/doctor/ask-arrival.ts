import { z } from 'zod'
import { Signer } from '../../crypto/signer.js'
import { createHttpClient } from '../../outbound/outbound.js'
import type { Settings } from '../../settings/settings.js'
import { PROBE_HEADER, PROBE_PATH, signProbe } from '../../web/arrival.js'

/** What a visitor could make up; what becomes of it on the way shows what stands there. Reserved by RFC 5737 and 2606. */
export const PROBE_VALUES = { address: '192.0.2.1', host: 'made-up.invalid' } as const

const ProxyProbeResultSchema = z.object({
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
export type ProxyProbeResult = z.infer<typeof ProxyProbeResultSchema>

/** What came back from the public address. */
export type ProbeResponse =
  | { readonly kind: 'arrived'; readonly probe: ProxyProbeResult; readonly date: string | null }
  | { readonly kind: 'other'; readonly status: number; readonly location: string | null }
  | { readonly kind: 'nothing'; readonly reason: string }

/** Asks the server, by its public address, how this very request arrives there. */
export async function sendProxyProbe(
  { baseUrl, sessionKeys }: Pick<Settings, 'baseUrl' | 'sessionKeys'>,
  now: Date,
): Promise<ProbeResponse> {
  const fetch = createHttpClient({ allowPrivate: true })
  const headers = {
    [PROBE_HEADER]: signProbe(new Signer(sessionKeys), now),
    'x-forwarded-for': PROBE_VALUES.address,
    'x-forwarded-host': PROBE_VALUES.host,
  }
  try {
    const response = await fetch(baseUrl + PROBE_PATH, { headers })
    const body: unknown = await response.json().catch(() => null)
    const parsed = ProxyProbeResultSchema.safeParse(body)
    if (response.status === 200 && parsed.success)
      return { kind: 'arrived', probe: parsed.data, date: response.headers.get('date') }
    return { kind: 'other', status: response.status, location: response.headers.get('location') }
  } catch (error) {
    return { kind: 'nothing', reason: error instanceof Error ? error.message : 'an unknown failure' }
  } finally {
    fetch.destroy()
  }
}

/** Whether the server answers on this machine, whatever its public address is. */
export async function respondsLocally({ host, port }: Pick<Settings, 'host' | 'port'>): Promise<boolean> {
  const fetch = createHttpClient({ allowPrivate: true })
  const urlHost =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  try {
    return (await fetch(`http://${urlHost}:${port}/healthz`)).status === 200
  } catch {
    return false
  } finally {
    fetch.destroy()
  }
}
