import type { Server } from 'node:http'
import { listen } from './http-server.js'
import type { LiveSockets } from './live/sockets.js'
import type { Metrics } from './metrics/metrics.js'
import { metricsServer } from './metrics/metrics-server.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'

/** Serves metrics where the settings want it; null where they do not. */
export async function openMetrics(parts: {
  readonly metrics: Metrics
  readonly sockets: Pick<LiveSockets, 'size'>
  readonly settings: Settings
  readonly store: Pick<Store, 'countSessions'>
  readonly now: () => Date
}): Promise<Server | null> {
  const { metrics, settings } = parts
  if (settings.metrics === null) return null
  metrics.watchProcess()
  metrics.gauge('sockets', 'Open live sockets', () => parts.sockets.size)
  // Other stores cannot count without looking at every session.
  if (settings.session.store.kind === 'database') {
    metrics.gauge('sessions', 'Live sessions', () => parts.store.countSessions(parts.now()))
  }
  const server = metricsServer(metrics)
  await listen(server, settings.metrics, 'METRICS_PORT or METRICS_HOST')
  return server
}
