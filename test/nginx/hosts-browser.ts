import { request } from 'node:http'

export interface Shown {
  readonly status: number
  readonly url: string
  readonly body: string
  readonly location: string | null
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

interface Cookie {
  readonly name: string
  readonly value: string
  /** The host it is for; with a dot in front, all hosts below it. */
  readonly host: string
}

const BROWSER = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }

/** A browser without a screen for host names that no name server knows: all of `*.example.com` are on this machine. */
export class HostsBrowser {
  #cookies: Cookie[] = []

  /** One request; nothing is followed. */
  ask(
    address: string,
    options: {
      readonly method?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly form?: Readonly<Record<string, string>>
      /** The path exactly as it is, which a URL would tidy. */
      readonly target?: string
    } = {},
  ): Promise<Shown> {
    const url = new URL(address)
    const body = options.form ? new URLSearchParams(options.form).toString() : null
    const cookie = this.cookieHeader(url)
    const headers = {
      ...BROWSER,
      host: url.host,
      ...(cookie === '' ? {} : { cookie }),
      ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }),
      ...options.headers,
    }
    const method = options.method ?? (body === null ? 'GET' : 'POST')
    return new Promise((resolve, reject) => {
      const outgoing = request({
        host: url.hostname.endsWith('example.com') ? '127.0.0.1' : url.hostname,
        port: url.port,
        path: options.target ?? url.pathname + url.search,
        method,
        headers,
      })
      outgoing.once('error', reject)
      outgoing.once('upgrade', (response, socket) => {
        socket.destroy()
        resolve({ status: response.statusCode ?? 0, url: address, body: '', location: null, headers: {} })
      })
      outgoing.once('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('end', () => {
          this.#keep(url, response.headers['set-cookie'] ?? [])
          const { location } = response.headers
          resolve({
            status: response.statusCode ?? 0,
            url: address,
            body: Buffer.concat(chunks).toString(),
            location: location === undefined ? null : new URL(location, url).href,
            headers: response.headers,
          })
        })
      })
      outgoing.end(body ?? undefined)
    })
  }

  /** Like a person's click: follows redirects to the page where they end. */
  async open(address: string): Promise<Shown> {
    let shown = await this.ask(address)
    for (let hops = 0; shown.location !== null; hops += 1) {
      if (hops === 10) throw new Error(`too many hops, last at ${shown.url}`)
      shown = await this.ask(shown.location)
    }
    return shown
  }

  /** Clicks the button of this backend on a login page, and comes back to where the page led. */
  logIn(page: Shown, backend: string): Promise<Shown> {
    const pattern = new RegExp(`href="([^"]*/login/${backend}[^"]*)"`)
    const link = pattern.exec(page.body)?.[1]?.replaceAll('&amp;', '&')
    if (link === undefined)
      throw new Error(`no button at ${page.url}: ${page.status} ${page.body.slice(0, 500)}`)
    return this.open(new URL(link, page.url).href)
  }

  cookieHeader(url: URL): string {
    const fitting = this.#cookies.filter(({ host }) =>
      host.startsWith('.') ? `.${url.hostname}`.endsWith(host) : host === url.hostname,
    )
    return fitting.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  #keep(url: URL, headers: readonly string[]): void {
    for (const header of headers) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? []
      const domain = /;\s*domain=([^;]+)/i.exec(header)?.[1]
      const expires = /;\s*expires=([^;]+)/i.exec(header)?.[1]
      const host = domain === undefined ? url.hostname : `.${domain.replace(/^\./, '')}`
      this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.host !== host)
      if (expires === undefined || new Date(expires) > new Date()) this.#cookies.push({ name, value, host })
    }
  }
}
