import { adviceForDetail } from '../../src/audit/provider-advice.js'
import { describeConnectionError } from '../../src/http-client/errors.js'
import { NO_NETWORKS } from '../../src/http-client/networks.js'
import { assertAllowedUrl } from '../../src/http-client/send-request.js'

/** What cannot be produced at a provider of the tests, which is on loopback and without TLS. */
const CONNECTION_CAUSES = [
  ['CERT_HAS_EXPIRED', 'Correct the certificate of the provider'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Correct the certificate of the provider'],
  ['EPROTO', 'Correct the certificate of the provider'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'name its certificate in NODE_EXTRA_CA_CERTS'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'name its certificate in NODE_EXTRA_CA_CERTS'],
  ['EHOSTUNREACH', 'If only a proxy leads out, set HTTPS_PROXY'],
  ['EAI_AGAIN', 'Check the host name for typing errors'],
] as const

test.each(CONNECTION_CAUSES)('%s has its own advice', (code, advice) => {
  const { message } = describeConnectionError(Object.assign(new Error('x'), { code }))
  expect(adviceForDetail(`the token request: ${message}`)).toContain(advice)
})

test.each([
  ['https://10.0.0.5/token', 'ALLOWED_PRIVATE_NETWORKS'],
  ['https://[::1]/token', 'ALLOWED_PRIVATE_NETWORKS'],
  ['http://id.example/token', 'begins with https'],
])('an address that may not be called, %s, has its own advice', (url, advice) => {
  const call = () => assertAllowedUrl(url, { allowPrivate: false, allowedNetworks: NO_NETWORKS })
  expect(call).toThrow()
  try {
    call()
  } catch (error) {
    expect(adviceForDetail(`the metadata: ${error instanceof Error ? error.message : ''}`)).toContain(advice)
  }
})

test.each([null, '', 'the metadata: something new', 'state'])(
  'a detail of no known cause, %j, has none',
  (detail) => {
    expect(adviceForDetail(detail)).toBeNull()
  },
)
