import { createServer, type Server } from 'node:http'
import type { Events } from './events/events.js'
import { listen } from './http-server.js'
import type { LiveSockets } from './live/socket-server.js'
import type { MailQueue } from './mail/queue.js'
import type { Metrics } from './metrics.js'
import type { Settings } from './settings/settings.js'
import type { CachedCounts } from './store/cached-counts.js'
import { readVersion } from './version.js'

/** How long a scrape waits for the first count of a large table. */
const MAX_COUNT_WAIT_MS = 2000

/** Serves metrics if the settings ask for it; otherwise null. */
export async function startMetricsServer(deps: {
  readonly metrics: Metrics
  readonly sockets: Pick<LiveSockets, 'size'>
  readonly mailQueue: Pick<MailQueue, 'size'> | null
  readonly settings: Settings
  readonly counts: Pick<CachedCounts, 'sessions'>
  readonly events: Pick<Events, 'countPending'>
  readonly droppedLogLines: () => number
}): Promise<Server | null> {
  const { metrics, settings } = deps
  if (settings.metrics === null) return null
  metrics.collectProcessMetrics()
  metrics.buildInfo(readVersion(), process.versions.node)
  metrics.gauge('emails_queued', 'Emails that wait or are being sent', () => deps.mailQueue?.size ?? 0)
  metrics.gauge('events_queued', 'Deliveries of events that wait', () => deps.events.countPending())
  metrics.counter('log_lines_dropped_total', 'Lines that the log could not write', deps.droppedLogLines)
  metrics.gauge('sockets', 'Open live sockets', () => deps.sockets.size)
  // Other stores would have to read every session to count them.
  if (settings.session.store.kind === 'database') {
    metrics.gauge(
      'sessions',
      'Live sessions',
      async () => (await deps.counts.sessions(MAX_COUNT_WAIT_MS)) ?? Number.NaN,
    )
  }
  const server = createMetricsServer(metrics)
  await listen(server, settings.metrics, 'METRICS_PORT or METRICS_HOST')
  return server
}

/**
 * Creates a server for `GET /metrics` only. It listens on a port of its own, so that the metrics are not on the public
 * address.
 */
function createMetricsServer(metrics: Pick<Metrics, 'text' | 'contentType'>): Server {
  return createServer((request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end()
      return
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(503).end(),
    )
  })
}
