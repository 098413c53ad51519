import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Metrics } from '../../src/metrics.js'

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url))
const read = (name: string) => readFileSync(DOCS + name, 'utf8')

/** The names of the gauges that metrics-server.ts adds; all others are those of `Metrics`. */
const ADDED = [
  'sessions',
  'sockets',
  'emails_queued',
  'events_queued',
  'log_lines_dropped_total',
  'build_info',
] as const

async function metricNames(): Promise<ReadonlySet<string>> {
  const text = await new Metrics().text()
  const own = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  )
  const source = readFileSync(fileURLToPath(new URL('../../src/metrics-server.ts', import.meta.url)), 'utf8')
  for (const name of ADDED.filter((each) => each !== 'build_info')) expect(source).toContain(`'${name}'`)
  return new Set([...own, ...ADDED.map((name) => `portcullis_${name}`)])
}

// An SDK with an earlier minor version of the API package receives nothing and says nothing, and SDKs demand less than 1.10.
test('the API package is one whose spans every current SDK receives', () => {
  const path = fileURLToPath(new URL('../../package.json', import.meta.url))
  const ManifestSchema = z.object({ dependencies: z.object({ '@opentelemetry/api': z.string() }) })
  const { dependencies } = ManifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  expect(dependencies['@opentelemetry/api']).toMatch(/^1\.9\.\d+$/)
})

const namesIn = (text: string) => [...new Set(text.match(/\bportcullis_\w+/g))]

test('dashboard and alerts use metrics that exist', async () => {
  const known = await metricNames()
  for (const file of ['telemetry/grafana-dashboard.json', 'telemetry/alerts.yml']) {
    const names = namesIn(read(file))
    expect(names.length).toBeGreaterThan(5)
    expect([file, names.filter((name) => !known.has(name))]).toEqual([file, []])
  }
})

test('every metric is in the documents, and each in the documents exists', async () => {
  const families = new Set(
    [...(await metricNames())].map((name) => name.replace(/_(?:bucket|count|sum)$/, '')),
  )
  const table = [...read('deployment.md').matchAll(/^\| `(portcullis_\w+)`/gm)].map(([, name]) => name)
  expect(table.sort()).toEqual([...families].sort())
})

test('the dashboard is one that Grafana can import: each panel has a title, a place and a query', () => {
  const PanelSchema = z.object({
    id: z.number(),
    title: z.string().min(1),
    gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
    targets: z.array(z.object({ refId: z.string(), expr: z.string().min(1) })).min(1),
  })
  const { panels } = z
    .object({ panels: z.array(PanelSchema) })
    .parse(JSON.parse(read('telemetry/grafana-dashboard.json')))
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  for (const { expr } of panels.flatMap(({ targets }) => targets)) {
    expect([expr, expr.split('(').length]).toEqual([expr, expr.split(')').length])
  }
})
