import { httpRequest } from './http-request.js'
import { parseFormPost } from './provider/index.js'

interface Cookie {
  readonly value: string
  readonly path: string
  readonly attributes: string
}

/** What a visitor got, with its body already read. */
export interface Answer {
  readonly status: number
  readonly url: string
  readonly headers: Headers
  readonly body: string
  /** The `Location`, as a browser resolves it; null without one. */
  readonly location: string | null
}

export interface AskOptions {
  readonly method?: string
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** A browser without a screen: a cookie jar a host, redirects and self-submitting forms followed on demand. */
export class Visitor {
  readonly #base: string
  readonly #jars = new Map<string, Map<string, Cookie>>()

  constructor(base: string) {
    this.#base = base
  }

  /** One request; nothing is followed. */
  async ask(target: string, options: AskOptions = {}): Promise<Answer> {
    const url = new URL(target, `${this.#base}/`)
    const form = options.form ? new URLSearchParams(options.form).toString() : undefined
    const content = form ?? options.body
    const cookies = this.#cookieHeader(url)
    const { status, headers, body } = await httpRequest(url, {
      method: options.method ?? (content === undefined ? 'GET' : 'POST'),
      headers: {
        ...(cookies === '' ? {} : { cookie: cookies }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(typeof options.body === 'string' ? { 'content-type': 'text/plain;charset=UTF-8' } : {}),
        ...options.headers,
      },
      ...(content === undefined ? {} : { body: content }),
    })
    this.#keep(url, headers.getSetCookie())
    const location = headers.get('location')
    return {
      status,
      url: url.href,
      headers,
      body,
      location: location === null ? null : new URL(location, url).href,
    }
  }

  /** Like a person's click: follows redirects and self-submitting forms to the page where they end. */
  async open(target: string, options: AskOptions = {}): Promise<Answer> {
    let answer = await this.ask(target, options)
    for (let hops = 0; hops < 10; hops += 1) {
      const next = await this.#step(answer)
      if (!next) return answer
      answer = next
    }
    throw new Error(`too many hops, last at ${answer.url}`)
  }

  /** Goes to the provider and back, and stops before the callback: returns its URL. */
  async untilCallback(backend: string, next?: string): Promise<string> {
    const start = await this.ask(startPath(backend, next))
    if (start.location === null) throw new Error(`no start: ${start.status} ${start.body.slice(0, 500)}`)
    const back = await this.ask(start.location)
    if (back.location === null) throw new Error(`no way back: ${back.status}`)
    return back.location
  }

  /** Signs in, in one line; ends on the page behind the callback. */
  signIn(backend: string, next?: string): Promise<Answer> {
    return this.open(startPath(backend, next))
  }

  /** The `_csrf` of this visitor's account page. */
  async csrf(): Promise<string> {
    const { body } = await this.ask('/account')
    const found = /name="_csrf" value="([^"]+)"/.exec(body)?.[1]
    if (!found) throw new Error('the account page has no _csrf')
    return found
  }

  /** Whether the account page answers with the page itself. */
  async isSignedIn(): Promise<boolean> {
    return (await this.ask('/account')).status === 200
  }

  /** A copy of this browser with the cookies it has now. */
  clone(): Visitor {
    const copy = new Visitor(this.#base)
    for (const [host, jar] of this.#jars) copy.#jars.set(host, new Map(jar))
    return copy
  }

  cookie(name: string): string | undefined {
    return this.#jar(new URL(this.#base)).get(name)?.value
  }

  setCookie(name: string, value: string): void {
    this.#jar(new URL(this.#base)).set(name, { value, path: '/', attributes: '' })
  }

  /** Names of the cookies for our site. */
  cookieNames(): string[] {
    return [...this.#jar(new URL(this.#base)).keys()]
  }

  async #step(answer: Answer): Promise<Answer | null> {
    if (answer.location !== null) return this.ask(answer.location)
    if (!answer.body.includes('<form') || !/\.submit\(\)/.test(answer.body)) return null
    const { action, fields } = parseFormPost(answer.body)
    // A cross-site POST carries no Lax cookies, so neither does this one.
    return new Visitor(this.#base).ask(action, {
      form: fields,
      headers: { origin: new URL(answer.url).origin },
    })
  }

  #jar(url: URL): Map<string, Cookie> {
    const known = this.#jars.get(url.host)
    if (known) return known
    const fresh = new Map<string, Cookie>()
    this.#jars.set(url.host, fresh)
    return fresh
  }

  #cookieHeader(url: URL): string {
    const fitting = [...this.#jar(url)].filter(([, { path }]) => url.pathname.startsWith(path))
    return fitting.map(([name, { value }]) => `${name}=${value}`).join('; ')
  }

  #keep(url: URL, headers: readonly string[]): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
      const [name = '', ...value] = pair.split('=')
      const expires = attributes.find((each) => /^expires=/i.test(each))?.slice('expires='.length)
      const path = attributes.find((each) => /^path=/i.test(each))?.slice('path='.length) ?? '/'
      if (expires !== undefined && new Date(expires) <= new Date()) this.#jar(url).delete(name)
      else this.#jar(url).set(name, { value: value.join('='), path, attributes: attributes.join('; ') })
    }
  }
}

function startPath(backend: string, next?: string): string {
  return next === undefined
    ? `/login/${backend}`
    : `/login/${backend}?${new URLSearchParams({ next }).toString()}`
}
