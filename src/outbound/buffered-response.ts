/**
 * A Response whose body has been read in full already. Its `body` is null: the platform's Response would wrap
 * the bytes in a stream only to collect them again, at several times the cost of all else it does.
 */
export class BufferedResponse extends Response {
  override readonly text: () => Promise<string>
  override readonly json: () => Promise<unknown>
  override readonly arrayBuffer: () => Promise<ArrayBuffer>
  override readonly clone: () => BufferedResponse

  constructor(body: Buffer, init: { readonly status: number; readonly headers: [string, string][] }) {
    super(null, init)
    this.text = () => Promise.resolve(body.toString('utf8'))
    this.json = async () => JSON.parse(await this.text()) as unknown
    this.arrayBuffer = () => Promise.resolve(new Uint8Array(body).buffer)
    this.clone = () => new BufferedResponse(body, init)
  }
}

/** A response that says this in JSON. */
export function jsonResponse(value: unknown, status = 200): BufferedResponse {
  const headers: [string, string][] = [['content-type', 'application/json']]
  return new BufferedResponse(Buffer.from(JSON.stringify(value)), { status, headers })
}
