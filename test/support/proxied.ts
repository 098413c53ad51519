import { request } from 'node:http'
import type { Site } from './site.js'
import type { Answer, Visitor } from './visitor.js'

/** What a proxy tells of a request to a site that it protects. */
export interface Original {
  readonly method?: string
  /** Scheme, host and port. */
  readonly origin?: string
  /** Path and query, exactly as it came. */
  readonly target?: string
  /** What the client sent besides. */
  readonly headers?: Readonly<Record<string, string>>
}

const PAGE = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

/** Asks as a proxy does whether a page may be shown, with the cookies of this visitor. */
export function askGate(
  site: Pick<Site, 'url'>,
  visitor: Visitor | null,
  query = '',
  original: Original = {},
): Promise<Answer> {
  const { protocol, host } = new URL(original.origin ?? 'https://app.example.test')
  const cookies = visitor?.cookieNames().map((name) => `${name}=${visitor.cookie(name) ?? ''}`) ?? []
  return askAs(`${site.url}/forward-auth${query}`, 'GET', {
    accept: PAGE,
    ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
    'x-forwarded-method': original.method ?? 'GET',
    'x-forwarded-proto': protocol.slice(0, -1),
    'x-forwarded-host': host,
    'x-forwarded-uri': original.target ?? '/',
    ...original.headers,
  })
}

/** One request with exactly these headers, to which fetch would add its own. */
export function askAs(
  address: string,
  method: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { method, headers }, (response) => {
      const body: Buffer[] = []
      response.on('data', (chunk: Buffer) => body.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const got = new Headers()
        response.rawHeaders.forEach((name, index, all) => {
          if (index % 2 === 0) got.append(name, all[index + 1] ?? '')
        })
        resolve({
          status: response.statusCode ?? 0,
          url: address,
          headers: got,
          body: Buffer.concat(body).toString(),
          location: got.get('location'),
        })
      })
    })
    outgoing.once('error', reject)
    outgoing.end()
  })
}

/** The headers of an answer that say who it is about. */
export function identityOf(answer: Pick<Answer, 'headers'>): Record<string, string> {
  const all = [...answer.headers].filter(([name]) => name.startsWith('x-auth-request-'))
  return Object.fromEntries(all.map(([name, value]) => [name.slice('x-auth-request-'.length), value]))
}

/** Statements that change something. */
export function writesOf(site: Pick<Site, 'statements'>): string[] {
  return site.statements.filter((sql) => !/^\s*(?:SELECT|BEGIN|COMMIT|--)/i.test(sql))
}
