import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { z } from 'zod'
import { ANY_DATABASE } from '../support/database.js'
import { useSite } from '../support/use-site.js'
import type { Answer } from '../support/visitor.js'
import { samples } from './api-answers/index.js'
import { AUDIENCE, type World } from './api-answers/sample.js'

const Content = z.record(z.string(), z.object({ schema: z.unknown() }))
const Response = z.object({ description: z.string().min(1), content: Content.optional() })
const Documented = z.object({
  operationId: z.string(),
  summary: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ in: z.string(), name: z.string() })).optional(),
  responses: z.record(z.string(), Response),
})
const Document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), Documented)),
  components: z.object({ securitySchemes: z.record(z.string(), z.unknown()) }),
})

const known = new Set(samples.map(({ operation, status }) => `${operation} ${status}`))

describe.each(ANY_DATABASE)('/api/openapi.json and real responses on %s', (database) => {
  let world: World
  let raw: Record<string, unknown>
  let people = 0

  const { site, op, office } = useSite({
    database,
    mail: true,
    env: {
      TRUST_PROXY: '127.0.0.1',
      EMAIL_LOGIN: 'true',
      ADMIN_EMAILS: 'admin@example.com',
      // Nothing listens there.
      WEBHOOK_URL: 'http://127.0.0.1:9/hook?key=secret',
      WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
    },
    acme: {
      audience: AUDIENCE,
      introspection: true,
      requiredScope: 'openid',
      trustEmail: true,
    },
  })

  beforeAll(async () => {
    const signedIn = async () => {
      people += 1
      op.person({ sub: `api-${people}`, name: 'Api Person' })
      const visitor = site.visitor()
      await visitor.signIn('acme')
      return visitor
    }
    world = { site, op, office, signedIn }
    raw = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse((await site.visitor().ask('/api/openapi.json')).body))
  })

  function responsesOf(operation: string): z.infer<typeof Documented>['responses'] {
    const [method = '', path = ''] = operation.split(' ')
    const documented = Document.parse(raw).paths[path]?.[method.toLowerCase()]
    if (documented === undefined) throw new Error(`${operation} is not in the document`)
    return documented.responses
  }

  /** What is wrong with this answer by the document; empty for nothing. */
  function faults(answer: Answer, operation: string, status: string): string[] {
    const content = responsesOf(operation)[status]?.content ?? {}
    const type = answer.headers.get('content-type')?.split(';')[0] ?? null
    const [documented = null] = Object.keys(content)
    if (type !== documented) return [`it is ${type ?? 'empty'} instead of ${documented ?? 'empty'}`]
    if (documented === null) return answer.body === '' ? [] : ['it has a body']
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addSchema(raw, 'api.json')
    const steps = ['paths', operation.split(' ')[1] ?? '', method(operation), 'responses', status]
    const pointer = [...steps, 'content', documented, 'schema'].map(pointerStep).join('/')
    const validate = ajv.compile({ $ref: `api.json#/${pointer}` })
    validate(JSON.parse(answer.body))
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
  }

  test('it is an OpenAPI document whose operations are described and have different names', () => {
    const { paths, components } = Document.parse(raw)
    const all = Object.values(paths).flatMap((each) => Object.values(each))
    const names = all.map(({ operationId }) => operationId)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(8)
    const proofs = all.flatMap(({ security }) => security.flatMap((each) => Object.keys(each)))
    expect(proofs.filter((name) => !(name in components.securitySchemes))).toEqual([])
    for (const [path, operations] of Object.entries(paths)) {
      const placed = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const { parameters = [] } of Object.values(operations)) {
        const declared = parameters.filter((each) => each.in === 'path').map(({ name }) => name)
        expect([path, declared]).toEqual([path, placed])
      }
    }
  })

  test('there is a real call for every end that it promises', () => {
    const promised = Object.entries(Document.parse(raw).paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses)
          .filter((status) => status !== 'default')
          .map((status) => `${method.toUpperCase()} ${path} ${status}`),
      ),
    )
    expect(promised.filter((each) => !known.has(each))).toEqual([])
    expect([...known].filter((each) => !promised.includes(each))).toEqual([])
  })

  test.each(samples.map((sample) => [`${sample.operation} ${sample.status}`, sample] as const))(
    '%s is as described',
    async (_name, { operation, status, ask }) => {
      const answer = await ask(world)
      expect([answer.status, answer.body.slice(0, 500)]).toEqual([status, answer.body.slice(0, 500)])
      expect(faults(answer, operation, String(status))).toEqual([])
    },
  )

  test('every other end is the problem document that it names as default', async () => {
    const visitor = site.visitor()
    for (const [path, method] of [
      ['/api/nowhere', 'GET'],
      ['/api', 'GET'],
      ['/api/ping', 'DELETE'],
    ] as const) {
      const answer = await visitor.ask(path, { method })
      expect([path, faults(answer, 'POST /api/ping', 'default')]).toEqual([path, []])
    }
  })

  test('the check notices a response with more or less in it than described', async () => {
    const visitor = await world.signedIn()
    const answer = await visitor.ask('/api/session')
    expect(faults(answer, 'GET /api/session', '200')).toEqual([])
    const more = { ...answer, body: answer.body.replace('"username"', '"sessionEpoch":1,"username"') }
    expect(faults(more, 'GET /api/session', '200')).not.toEqual([])
    const less = { ...answer, body: answer.body.replace(/"username":"[^"]*",/, '') }
    expect(faults(less, 'GET /api/session', '200')).not.toEqual([])
    const late = { ...answer, body: answer.body.replace(/"createdAt":"[^"]*"/, '"createdAt":"yesterday"') }
    expect(faults(late, 'GET /api/session', '200')).not.toEqual([])
  })
})

test('no file registers a route below /api on its own', () => {
  const folder = fileURLToPath(new URL('../../src', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const registering = files.filter((name) =>
    /router\.\w+\(\s*['"`][^'"`]*\/api\b/.test(readFileSync(join(folder, name), 'utf8')),
  )
  expect(registering).toEqual([])
})

function method(operation: string): string {
  return (operation.split(' ')[0] ?? '').toLowerCase()
}

function pointerStep(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))
}
