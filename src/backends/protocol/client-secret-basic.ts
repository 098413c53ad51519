import type { ClientAuth } from 'openid-client'

/** Form-encoded (RFC 6749 appendix B), so that the colon between the two halves is the only one. */
function formEncode(part: string): string {
  return new URLSearchParams({ part }).toString().slice('part='.length)
}

/**
 * The client secret in the header (RFC 6749 §2.3.1). Not openid-client's, which encodes hyphens, underscores and dots, too.
 * That means the same, but to providers that forget to decode it does not, and most secrets have one of these.
 */
export function clientSecretBasic(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = `${formEncode(client.client_id)}:${formEncode(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`)
  }
}
