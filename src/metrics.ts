import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Histogram buckets in seconds: from reading one row to the timeout of a provider. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** How a sign-in ended: `ok`, `halted`, or the code of the error. */
export type SignInOutcome = string

/**
 * Prometheus metrics. Labels are names of backends, error codes and routes only: no label identifies a person or comes
 * from a request.
 */
export class Metrics {
  readonly #registry = new Registry()
  readonly #attempts = this.#counter('attempts_total', 'Sign-in attempts sent to a provider', [
    'backend',
    'intent',
  ])
  readonly #signIns = this.#counter('sign_ins_total', 'Finished sign-ins by outcome', [
    'backend',
    'carrier',
    'outcome',
  ])
  readonly #providerLogouts = this.#counter(
    'sessions_ended_by_provider_total',
    'Sessions ended by a provider',
    ['backend', 'channel'],
  )
  readonly #phases = this.#histogram('phase_seconds', 'Duration of one phase of a sign-in', [
    'backend',
    'phase',
  ])
  readonly #requests = this.#histogram('request_seconds', 'Duration of a request', [
    'method',
    'route',
    'status',
  ])

  /** The content type of `text()`. */
  readonly contentType = this.#registry.contentType

  /** Counts an attempt that was sent to a provider. */
  attempt(backend: string, intent: string): void {
    this.#attempts.inc({ backend, intent })
  }

  /** Counts a finished sign-in. */
  signIn(backend: string, transport: string, outcome: SignInOutcome): void {
    this.#signIns.inc({ backend, carrier: transport, outcome })
  }

  /** Counts sessions that a provider has ended, if their number is known. */
  providerLogout(backend: string, channel: 'back' | 'front', sessions: number): void {
    this.#providerLogouts.inc({ backend, channel }, sessions)
  }

  /** Records the duration of a phase of a sign-in, in seconds. */
  phase(backend: string, phase: string, seconds: number): void {
    this.#phases.observe({ backend, phase }, seconds)
  }

  /** Records the duration of a request, in seconds. @param route the pattern of the route, never the path itself */
  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds)
  }

  /** Adds a gauge whose value is computed at each scrape, such as the number of sockets; NaN while that fails. */
  gauge(name: string, help: string, value: () => number | Promise<number>): void {
    const gauge = new Gauge({
      name: `portcullis_${name}`,
      help,
      registers: [this.#registry],
      collect: async () => {
        gauge.set(await Promise.resolve(value()).catch(() => Number.NaN))
      },
    })
  }

  /** Adds Node's own metrics: memory, event loop, garbage collection. Call it once per process. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.#registry })
  }

  /** All metrics in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `portcullis_${name}`, help, labelNames, registers: [this.#registry] })
  }

  #histogram(name: string, help: string, labelNames: string[]): Histogram {
    const registers = [this.#registry]
    return new Histogram({ name: `portcullis_${name}`, help, labelNames, buckets: BUCKETS, registers })
  }
}

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
