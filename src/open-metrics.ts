import type { LiveSockets } from './live/sockets.js'
import type { Metrics } from './metrics/metrics.js'
import { listenForMetrics, type MetricsListener } from './metrics/metrics-listener.js'
import { SettingsError } from './settings/settings-error.js'
import type { Settings } from './settings/settings.js'
import type { Store } from './store/store.js'

/** Serves metrics where the settings want it; null where they do not. */
export async function openMetrics(parts: {
  readonly metrics: Metrics
  readonly sockets: Pick<LiveSockets, 'size'>
  readonly settings: Settings
  readonly store: Pick<Store, 'countSessions'>
  readonly now: () => Date
}): Promise<MetricsListener | null> {
  const { metrics, settings } = parts
  if (settings.metrics === null) return null
  metrics.watchProcess()
  metrics.gauge('sockets', 'Open live sockets', () => parts.sockets.size)
  // Other stores cannot count without looking at every session.
  if (settings.session.store.kind === 'database') {
    metrics.gauge('sessions', 'Live sessions', () => parts.store.countSessions(parts.now()))
  }
  return listenForMetrics(metrics, settings.metrics).catch((error: unknown) => {
    const what = isFailure(error) ? error.message : 'the port cannot be opened'
    throw new SettingsError([
      `METRICS_PORT or METRICS_HOST: ${what}. Choose another, or end the program that has it.`,
    ])
  })
}

function isFailure(error: unknown): error is Pick<Error, 'message'> {
  return typeof error === 'object' && error !== null && 'message' in error
}
