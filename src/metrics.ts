import { setImmediate } from 'node:timers/promises'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { createTelemetryCounter, createTelemetryHistogram } from './telemetry.js'

/** Histogram buckets in seconds: from reading one row to the timeout of a provider. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type Labels = Record<string, string>

interface LabelledCounter {
  inc(labels: Labels, value?: number): void
}

interface LabelledHistogram {
  observe(labels: Labels, seconds: number): void
}

/** How a sign-in ended: `ok`, `halted`, or the code of the error. */
export type SignInOutcome = string

/** How many backends have labels of their own; all others share `other`. Each backend has up to 80 series. */
const MAX_BACKEND_LABELS = 100

/**
 * Prometheus metrics. Labels are names of backends, error codes and routes only: no label identifies a person or comes
 * from a request. The first 100 backends in use have labels of their own.
 */
export class Metrics {
  readonly #registry = new Registry()
  readonly #backends = new Set<string>()
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

  readonly #providerCalls = this.#histogram('provider_call_seconds', 'Duration of a call to a provider', [
    'backend',
    'result',
  ])
  readonly #statements = this.#histogram('database_seconds', 'Duration of a database statement', [])
  readonly #statementErrors = this.#counter(
    'database_errors_total',
    'Database statements that failed, with conflicts that were retried',
    [],
  )
  readonly #emails = this.#counter('emails_total', 'Emails by result', ['result'])
  readonly #eventDeliveries = this.#counter(
    'event_deliveries_total',
    'Attempts to deliver an event by result',
    ['receiver', 'result'],
  )
  readonly #limitsHit = this.#counter('limits_hit_total', 'Requests refused by a rate limit', ['limit'])
  readonly #oldKeyUses = this.#counter(
    'old_key_uses_total',
    'Signatures and encrypted values that needed another key than the newest',
    ['keys'],
  )
  readonly #purgedRows = this.#counter('purged_rows_total', 'Expired rows that were deleted', [])
  readonly #purgeRuns = this.#counter('purge_runs_total', 'Runs that delete expired rows', ['result'])
  readonly #purgeSeconds = this.#gauge(
    'purge_seconds',
    'Duration of the latest run that deletes expired rows',
  )
  readonly #statementsRunning = this.#gauge(
    'database_statements_running',
    'Database statements that run or wait for a connection',
  )

  /** The content type of `text()`. */
  readonly contentType = this.#registry.contentType

  /** Counts an attempt that was sent to a provider. */
  attempt(backend: string, intent: string): void {
    this.#attempts.inc({ backend: this.#backendLabel(backend), intent })
  }

  /** Counts a finished sign-in. */
  signIn(backend: string, transport: string, outcome: SignInOutcome): void {
    this.#signIns.inc({ backend: this.#backendLabel(backend), carrier: transport, outcome })
  }

  /** Counts sessions that a provider has ended, if their number is known. */
  providerLogout(backend: string, channel: 'back' | 'front', sessions: number): void {
    this.#providerLogouts.inc({ backend: this.#backendLabel(backend), channel }, sessions)
  }

  /** Records the duration of a phase of a sign-in, in seconds. */
  phase(backend: string, phase: string, seconds: number): void {
    this.#phases.observe({ backend: this.#backendLabel(backend), phase }, seconds)
  }

  /** Records the duration of a request, in seconds. @param route the pattern of the route, never the path itself */
  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds)
  }

  /** Records a call to a provider. @param status null when there was no complete response */
  providerCall(backend: string, status: number | null, seconds: number): void {
    const result = status === null ? 'failed' : `${Math.floor(status / 100)}xx`
    this.#providerCalls.observe({ backend: this.#backendLabel(backend), result }, seconds)
  }

  /** Does the work of one database statement, and records its duration and whether it failed. */
  async statement<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    this.#statementsRunning.inc()
    try {
      return await work()
    } catch (error) {
      this.#statementErrors.inc({})
      throw error
    } finally {
      this.#statementsRunning.dec()
      this.#statements.observe({}, (performance.now() - startedAt) / 1000)
    }
  }

  /** Counts an email. */
  email(result: 'sent' | 'failed' | 'dropped'): void {
    this.#emails.inc({ result })
  }

  /** Counts an attempt to deliver an event. @param receiver its key, which is a hash for a webhook */
  eventDelivery(receiver: string, result: 'delivered' | 'failed' | 'given-up'): void {
    this.#eventDeliveries.inc({ receiver, result })
  }

  /** Counts a request that a rate limit refused. @param limit the name of the rule */
  limitHit(limit: string): void {
    this.#limitsHit.inc({ limit })
  }

  /** Counts a signature or an encrypted value that needed another key than the newest of its setting. */
  oldKeyUse(keys: 'SESSION_KEYS' | 'ENCRYPTION_KEYS'): void {
    this.#oldKeyUses.inc({ keys })
  }

  /** Records a run that deletes expired rows. @param rows null if it failed */
  purge(rows: number | null, seconds: number): void {
    this.#purgeRuns.inc({ result: rows === null ? 'failed' : 'ok' })
    this.#purgedRows.inc({}, rows ?? 0)
    this.#purgeSeconds.set(seconds)
  }

  /** Adds the gauge with the versions of this program and of Node. */
  buildInfo(version: string, node: string): void {
    const registers = [this.#registry]
    const labelNames = ['version', 'node']
    const help = 'The version of Portcullis and of Node.js; always 1'
    new Gauge({ name: 'portcullis_build_info', help, labelNames, registers }).set({ version, node }, 1)
  }

  /** Adds a gauge whose value is computed at each scrape, such as the number of sockets; NaN while that fails. */
  gauge(name: string, help: string, value: () => number | Promise<number>): void {
    const gauge = new Gauge({
      name: `portcullis_${name}`,
      help,
      registers: [this.#registry],
      collect: async () => {
        // The other metrics are read first, so that the scrape's own statement is not among those that run.
        await setImmediate()
        gauge.set(await Promise.resolve(value()).catch(() => Number.NaN))
      },
    })
  }

  /** Adds a counter whose value is read at each scrape. */
  counter(name: string, help: string, value: () => number): void {
    const counter = new Counter({
      name: `portcullis_${name}`,
      help,
      registers: [this.#registry],
      collect: () => {
        counter.reset()
        counter.inc(value())
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

  #backendLabel(backend: string): string {
    if (this.#backends.has(backend)) return backend
    if (this.#backends.size >= MAX_BACKEND_LABELS) return 'other'
    this.#backends.add(backend)
    return backend
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name: `portcullis_${name}`, help, registers: [this.#registry] })
  }

  // OpenTelemetry's names have no unit and no `_total`; its exporter for Prometheus adds both.
  #counter(name: string, help: string, labelNames: string[]): LabelledCounter {
    const registers = [this.#registry]
    const counter = new Counter({ name: `portcullis_${name}`, help, labelNames, registers })
    const add = createTelemetryCounter(name.replace(/_total$/, ''), help)
    return {
      inc(labels, value = 1) {
        counter.inc(labels, value)
        add(labels, value)
      },
    }
  }

  #histogram(name: string, help: string, labelNames: string[]): LabelledHistogram {
    const registers = [this.#registry]
    const histogram = new Histogram({
      name: `portcullis_${name}`,
      help,
      labelNames,
      buckets: BUCKETS,
      registers,
    })
    const record = createTelemetryHistogram(name.replace(/_seconds$/, ''), help)
    return {
      observe(labels, seconds) {
        histogram.observe(labels, seconds)
        record(labels, seconds)
      },
    }
  }
}
