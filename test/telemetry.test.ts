import {
  type Attributes,
  type Context,
  context,
  type ContextManager,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  type TextMapPropagator,
  trace,
  type Tracer,
} from '@opentelemetry/api'
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { useSite } from './support/use-site.js'

/** A span as it ended. */
interface EndedSpan {
  readonly name: string
  readonly attributes: Attributes
  readonly traceId: string
  readonly spanId: string
  readonly parentId: string | null
  readonly isError: boolean
}

const ended: EndedSpan[] = []

/** Keeps the context over asynchronous calls, as the SDK does. */
class AsyncContexts implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>()

  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT
  }

  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    active: Context,
    work: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.#storage.run(active, () => work.call(thisArg, ...args))
  }

  bind<T>(_active: Context, target: T): T {
    return target
  }

  enable(): this {
    return this
  }

  disable(): this {
    return this
  }
}

/** Reads `traceparent`, as the SDK's propagator does. */
const propagator: TextMapPropagator<Readonly<Record<string, unknown>>> = {
  inject: () => undefined,
  fields: () => ['traceparent'],
  extract(active, carrier) {
    const [, traceId, spanId] = String(carrier['traceparent']).split('-')
    if (traceId === undefined || spanId === undefined) return active
    return trace.setSpanContext(active, { traceId, spanId, traceFlags: 1, isRemote: true })
  },
}

function startSpan(name: string, options: SpanOptions, parent: Context): Span {
  const parentContext = trace.getSpanContext(parent)
  const spanContext: SpanContext = {
    traceId: parentContext?.traceId ?? randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    traceFlags: 1,
  }
  const attributes: Attributes = { ...options.attributes }
  let [currentName, isError] = [name, false]
  const span: Span = {
    spanContext: () => spanContext,
    setAttribute: (key, value) => {
      attributes[key] = value
      return span
    },
    setAttributes: (more) => {
      Object.assign(attributes, more)
      return span
    },
    addEvent: () => span,
    addLink: () => span,
    addLinks: () => span,
    setStatus: () => {
      isError = true
      return span
    },
    updateName: (other) => {
      currentName = other
      return span
    },
    isRecording: () => true,
    recordException: () => undefined,
    end: () => {
      const { traceId, spanId } = spanContext
      const parentId = parentContext?.spanId ?? null
      ended.push({ name: currentName, attributes, traceId, spanId, parentId, isError })
    },
  }
  return span
}

const tracer = {
  startSpan: (name: string, options: SpanOptions = {}, parent: Context = context.active()) =>
    startSpan(name, options, parent),
  startActiveSpan: <T>(name: string, options: SpanOptions, work: (span: Span) => T): T => {
    const span = startSpan(name, options, context.active())
    return context.with(trace.setSpan(context.active(), span), () => work(span))
  },
} as Tracer

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT_ID = '00f067aa0ba902b7'

describe('traces of OpenTelemetry', () => {
  const { site, op } = useSite({ database: 'sqlite' })

  beforeEach(() => {
    ended.length = 0
    site.logged.length = 0
    context.setGlobalContextManager(new AsyncContexts())
    propagation.setGlobalPropagator(propagator)
  })

  afterEach(() => {
    trace.disable()
    context.disable()
    propagation.disable()
  })

  test('without an SDK nothing is recorded, and log lines have no trace', async () => {
    await site.visitor().signIn('acme')
    expect(ended).toEqual([])
    expect(site.logged.join('')).not.toContain('spanId')
  })

  test('a sign-in is one tree: the request, its phases, each step, and each call to the provider', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    trace.setGlobalTracerProvider({ getTracer: () => tracer })
    const headers = { traceparent: `00-${TRACE_ID}-${PARENT_ID}-01` }
    expect((await visitor.ask(callback, { headers })).status).toBe(303)
    const request = ended.find(({ name }) => name === 'GET /complete/:backend')
    expect(request).toMatchObject({ traceId: TRACE_ID, parentId: PARENT_ID, isError: false })
    expect(request?.attributes).toMatchObject({
      'http.request.method': 'GET',
      'http.route': '/complete/:backend',
      'http.response.status_code': 303,
      'portcullis.reference': expect.stringMatching(/^[\dA-Z]{8}$/) as string,
    })
    const childrenOf = (parent: EndedSpan | undefined) =>
      ended.filter(({ parentId }) => parentId === parent?.spanId)
    const phases = childrenOf(request)
    expect(phases.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['sign-in provider', 'sign-in pipeline']),
    )
    const calls = childrenOf(phases.find(({ name }) => name === 'sign-in provider'))
    expect(calls.map(({ name, attributes }) => [name, attributes['url.full']])).toContainEqual([
      'POST',
      expect.stringMatching(new RegExp(`^${op.issuer}/`)),
    ])
    const steps = ended.filter(({ name }) => name.startsWith('step '))
    expect(steps.length).toBeGreaterThan(4)
    expect(new Set(ended.map(({ traceId }) => traceId))).toEqual(new Set([TRACE_ID]))
    const line = site.logged.find((each) => each.includes('"path":"/complete/:backend"')) ?? ''
    expect(line).toContain(`"traceId":"${TRACE_ID}"`)
    // Neither the code nor the state is in any span.
    const { searchParams } = new URL(callback, site.url)
    const all = JSON.stringify(ended)
    for (const name of ['code', 'state']) expect(all).not.toContain(searchParams.get(name))
  })

  test('a failure is recorded, without the message of the error', async () => {
    const visitor = site.visitor()
    const callback = await visitor.untilCallback('acme')
    op.misbehave({ at: { token: { status: 503, body: 'secret words' } } })
    trace.setGlobalTracerProvider({ getTracer: () => tracer })
    expect((await visitor.ask(callback)).status).toBe(502)
    const failed = ended.filter(({ isError }) => isError).map(({ name }) => name)
    expect(failed).toEqual(expect.arrayContaining(['sign-in provider', 'GET /complete/:backend']))
    expect(JSON.stringify(ended)).not.toContain('secret words')
  })
})
