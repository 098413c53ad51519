import {
  type Attributes,
  context,
  isSpanContextValid,
  metrics,
  propagation,
  ProxyTracer,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api'

/*
 * Traces and metrics by OpenTelemetry. This program uses the API package only: without an SDK, which an administrator
 * loads with `node --import`, nothing is recorded, and work that could be in a span is called directly. docs/telemetry.md
 * shows how to load one.
 */

const SCOPE = 'portcullis'

/** The status code of a span that has failed. */
export const SPAN_ERROR = SpanStatusCode.ERROR

/** A span that is being recorded, or nothing. */
export type RecordedSpan = Pick<Span, 'setAttribute' | 'setAttributes' | 'updateName' | 'setStatus'> | null

/**
 * Does the work in a span of its own. The span ends with the work, and has the name of an error's class but no message,
 * because messages can quote what a provider or a visitor has sent.
 */
export function withSpan<T>(
  name: string,
  attributes: Attributes,
  work: (span: RecordedSpan) => Promise<T>,
): Promise<T> {
  return record(name, SpanKind.INTERNAL, attributes, work)
}

/** Does the work of a call to another server in a span of its own. The other server does not learn of the trace. */
export function withClientSpan<T>(
  name: string,
  attributes: Attributes,
  work: (span: RecordedSpan) => Promise<T>,
): Promise<T> {
  return record(name, SpanKind.CLIENT, attributes, work)
}

/** Does the work of a request in a span of its own, which belongs to the trace that the headers name, if any. */
export function withRequestSpan<T>(
  headers: Readonly<Record<string, unknown>>,
  name: string,
  work: (span: RecordedSpan) => Promise<T>,
): Promise<T> {
  if (getTracer() === null) return work(null)
  const parent = propagation.extract(ROOT_CONTEXT, headers)
  return context.with(parent, () => record(name, SpanKind.SERVER, {}, work))
}

/** Whether an SDK may record spans, so that their attributes are worth computing. */
export function isTraced(): boolean {
  return getTracer() !== null
}

/** The tracer of the SDK; null without one. */
function getTracer(): Tracer | null {
  const tracer = trace.getTracer(SCOPE)
  return tracer instanceof ProxyTracer ? null : tracer
}

function record<T>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: (span: RecordedSpan) => Promise<T>,
): Promise<T> {
  const tracer = getTracer()
  if (tracer === null) return work(null)
  return tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await work(span.isRecording() ? span : null)
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
      throw error
    } finally {
      span.end()
    }
  })
}

/** The IDs of the current span, for log lines; empty without one. */
export function currentTraceIds(): { readonly traceId?: string; readonly spanId?: string } {
  const spanContext = trace.getActiveSpan()?.spanContext()
  return spanContext === undefined || !isSpanContextValid(spanContext)
    ? {}
    : { traceId: spanContext.traceId, spanId: spanContext.spanId }
}

/** A counter of OpenTelemetry. Without an SDK, counting does nothing. */
export function createTelemetryCounter(
  name: string,
  description: string,
): (attributes: Attributes, value: number) => void {
  const counter = metrics.getMeter(SCOPE).createCounter(`${SCOPE}.${name}`, { description })
  return (attributes, value) => {
    counter.add(value, attributes)
  }
}

/** A histogram of OpenTelemetry, in seconds. Without an SDK, recording does nothing. */
export function createTelemetryHistogram(
  name: string,
  description: string,
): (attributes: Attributes, seconds: number) => void {
  const histogram = metrics.getMeter(SCOPE).createHistogram(`${SCOPE}.${name}`, { description, unit: 's' })
  return (attributes, seconds) => {
    histogram.record(seconds, attributes)
  }
}
