import { z } from 'zod'
import type { Site } from './site.js'
import type { Answer, Visitor } from './visitor.js'

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

const Codes = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  expires_in: z.number(),
  interval: z.number(),
})
export type Codes = z.infer<typeof Codes>

/** What a token request came to: `error`, or the token. */
export const DeviceAnswer = z.object({
  error: z.string().optional(),
  error_description: z.string().optional(),
  code: z.string().optional(),
  reference: z.string().optional(),
  access_token: z.string().optional(),
})
export type DeviceAnswer = z.infer<typeof DeviceAnswer>

type Headers = Readonly<Record<string, string>>

/** A program without a browser, named `tool`, at one site. */
export class DeviceAt {
  readonly #site: Pick<Site, 'visitor'>
  readonly #clientId: string

  constructor(site: Pick<Site, 'visitor'>, clientId = 'tool') {
    this.#site = site
    this.#clientId = clientId
  }

  /** Posts a form, with no cookies and as no browser would. */
  post(path: string, form: Readonly<Record<string, string>>, headers: Headers = {}): Promise<Answer> {
    return this.#site.visitor().ask(path, { form, headers: { 'user-agent': 'tool/1.0 (Linux)', ...headers } })
  }

  async start(more: Readonly<Record<string, string>> = {}, headers: Headers = {}): Promise<Codes> {
    const answer = await this.post('/device/code', { client_id: this.#clientId, ...more }, headers)
    if (answer.status !== 200) throw new Error(`no codes: ${answer.status} ${answer.body}`)
    return Codes.parse(JSON.parse(answer.body))
  }

  poll(deviceCode: string, headers: Headers = {}): Promise<Answer> {
    const form = { grant_type: DEVICE_GRANT, device_code: deviceCode, client_id: this.#clientId }
    return this.post('/device/token', form, headers)
  }

  /** The error of a poll, or `token`. */
  async polled(deviceCode: string, headers: Headers = {}): Promise<string> {
    const answer = readAnswer(await this.poll(deviceCode, headers))
    return answer.error ?? (answer.access_token === undefined ? 'nothing' : 'token')
  }
}

export function readAnswer(answer: Answer): DeviceAnswer {
  return DeviceAnswer.parse(JSON.parse(answer.body))
}

/** Decides by the buttons of the page, as a person does who has typed the code. */
export async function decide(
  visitor: Visitor,
  userCode: string,
  decision: 'approve' | 'deny' = 'approve',
): Promise<Answer> {
  const confirm = await visitor.open(`/device?${new URLSearchParams({ user_code: userCode }).toString()}`)
  return visitor.ask('/device', { form: { ...fieldsOf(confirm), decision } })
}

/** The hidden fields of the form of a page. */
export function fieldsOf({ status, body }: Answer): Record<string, string> {
  const fields = [...body.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
  if (fields.length === 0) throw new Error(`no form: ${status} ${body.slice(0, 2000)}`)
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]))
}
