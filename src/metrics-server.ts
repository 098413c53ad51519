import { createServer, type Server } from 'node:http'
import type { Metrics } from './metrics.js'

/**
 * Creates a server for `GET /metrics` only. It listens on a port of its own, so that the metrics are not on the public
 * address.
 */
export function createMetricsServer(metrics: Pick<Metrics, 'text' | 'contentType'>): Server {
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
