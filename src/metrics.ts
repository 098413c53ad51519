import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** In seconds: from a read of one row to a provider that is given up on. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** How a sign-in ended: `ok`, `halted`, or the code of the error. */
export type SignInOutcome = string

/**
 * What operators watch, in the words of Prometheus. Labels are names of backends, codes and routes only: nothing in
 * here tells one person from another, and no label comes from a request.
 */
export class Metrics {
  readonly #registry = new Registry()
  readonly #attempts = this.#counter('attempts_total', 'Trips to providers that were begun', [
    'backend',
    'intent',
  ])
  readonly #signIns = this.#counter('sign_ins_total', 'Sign-ins that ended, by how they ended', [
    'backend',
    'carrier',
    'outcome',
  ])
  readonly #providerLogouts = this.#counter(
    'sessions_ended_by_provider_total',
    'Sessions ended by a provider',
    ['backend', 'channel'],
  )
  readonly #phases = this.#histogram('phase_seconds', 'Time in one phase of a sign-in', ['backend', 'phase'])
  readonly #requests = this.#histogram('request_seconds', 'Time to an answer', ['method', 'route', 'status'])

  /** The type of what `text` gives. */
  readonly contentType = this.#registry.contentType

  /** Counts the start of a trip to a provider. */
  attempt(backend: string, intent: string): void {
    this.#attempts.inc({ backend, intent })
  }

  /** Counts the end of a sign-in. */
  signIn(backend: string, transport: string, outcome: SignInOutcome): void {
    this.#signIns.inc({ backend, carrier: transport, outcome })
  }

  /** Counts sessions that a provider has ended, as far as their number is known. */
  providerLogout(backend: string, channel: 'back' | 'front', sessions: number): void {
    this.#providerLogouts.inc({ backend, channel }, sessions)
  }

  /** Notes how long a phase of a sign-in took, in seconds. */
  phase(backend: string, phase: string, seconds: number): void {
    this.#phases.observe({ backend, phase }, seconds)
  }

  /** Notes how long an answer took, in seconds. `route` is the pattern of the route, never the address. */
  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds)
  }

  /** Shows a number that is asked for at each look, such as the open sockets; not a number while it cannot be told. */
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

  /** Adds what Node itself can tell: memory, event loop, garbage collection. Once a process. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.#registry })
  }

  /** All of it, in Prometheus' text format. */
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
 * A server of `/metrics` for a port of its own, so that what is told there never stands at the public address. Answers
 * nothing else, and GET only.
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
