/**
 * A Response whose body has been read in full already. Its `body` is null: the platform's Response would wrap
 * the bytes in a stream only to collect them again, several times the cost of all else it does.
 */
export class BufferedResponse extends Response {
  readonly #body: Buffer

  constructor(body: Buffer, init: { readonly status: number; readonly headers: [string, string][] }) {
    super(null, init)
    this.#body = body
  }

  override text(): Promise<string> {
    return Promise.resolve(this.#body.toString('utf8'))
  }

  override async json(): Promise<unknown> {
    const parsed: unknown = JSON.parse(await this.text())
    return parsed
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(new Uint8Array(this.#body).buffer)
  }

  override clone(): BufferedResponse {
    return new BufferedResponse(this.#body, { status: this.status, headers: [...this.headers] })
  }
}
