import type { Server } from 'node:http'
import { listen } from './http-server.js'
import type { LiveSockets } from './live/sockets.js'
import type { Metrics } from './metrics/metrics.js'
import { createMetricsServer } from './metrics/metrics-server.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'

/** Serves metrics where the settings want it; null where they do not. */
export async function startMetricsServer(deps: {
  readonly metrics: Metrics
  readonly sockets: Pick<LiveSockets, 'size'>
  readonly settings: Settings
  readonly store: Pick<Store, 'countSessions'>
  readonly clock: () => Date
}): Promise<Server | null> {
  const { metrics, settings } = deps
  if (settings.metrics === null) return null
  metrics.collectProcessMetrics()
  metrics.gauge('sockets', 'Open live sockets', () => deps.sockets.size)
  // Other stores cannot count without looking at every session.
  if (settings.session.store.kind === 'database') {
    metrics.gauge('sessions', 'Live sessions', () => deps.store.countSessions(deps.clock()))
  }
  const server = createMetricsServer(metrics)
  await listen(server, settings.metrics, 'METRICS_PORT or METRICS_HOST')
  return server
}
