import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** An answer as the browser gets it. */
export interface Sent {
  readonly url: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The proxy of a browser window, which gives it pages that were opened before, and everything else from its site. Routes of
 * Playwright would do that, too, but with them Chromium gets every style and script anew for every page.
 */
export class PageProxy {
  readonly #server = createServer((incoming, answer) => {
    this.#answer(incoming, answer)
  })
  readonly #waiting = new Map<string, Sent>()
  readonly #sockets = new Set<Socket>()

  private constructor() {
    this.#server.on('connect', (incoming: IncomingMessage, browser: Socket) => {
      this.#connect(incoming, browser)
    })
  }

  /** Starts a proxy through which the sites of this computer can be reached, and no others. */
  static async start(): Promise<PageProxy> {
    const proxy = new PageProxy()
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Gives this answer to the next request for its URL. */
  next(sent: Sent): void {
    this.#waiting.set(new URL(sent.url).href, sent)
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve()
      })
      this.#server.closeAllConnections()
      for (const socket of this.#sockets) socket.destroy()
    })
  }

  #answer(incoming: IncomingMessage, answer: ServerResponse): void {
    const { method, headers } = incoming
    const url = new URL(incoming.url ?? '')
    const sent = this.#waiting.get(url.href)
    if (sent !== undefined) {
      this.#waiting.delete(url.href)
      answer.writeHead(sent.status, sent.headers).end(sent.body)
      return
    }
    if (url.hostname !== 'localhost') {
      incoming.socket.destroy()
      return
    }
    const path = url.pathname + url.search
    const passed = request({ host: '127.0.0.1', port: url.port, method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders)
      response.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    incoming.pipe(passed)
  }

  /** A socket to the site, which browsers open with CONNECT. */
  #connect({ url: host = '' }: IncomingMessage, browser: Socket): void {
    const { hostname, port } = new URL(`http://${host}`)
    if (hostname !== 'localhost') {
      browser.destroy()
      return
    }
    const site = connect(Number(port), '127.0.0.1', () => {
      browser.write('HTTP/1.1 200 OK\r\n\r\n')
      site.pipe(browser).pipe(site)
    })
    for (const socket of [site, browser]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        site.destroy()
        browser.destroy()
      })
    }
  }
}
