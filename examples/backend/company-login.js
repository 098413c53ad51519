// A protocol of one's own: the Central Authentication Service (CAS 3.0), which is neither OAuth nor OpenID Connect. Users go
// to its login page and come back with a ticket, which this site exchanges for a name.

import { BackendError, redirectBackend } from 'portcullis/backends'

/** @param {string} server the address of the CAS server, such as https://cas.example.com/cas */
export function companyLogin(server) {
  return redirectBackend({
    label: 'Company login',
    // Stored with every account. It must not change when the server moves.
    issuer: 'urn:example:company-login',
    extraClaims: ['groups'],
    begin: ({ state, redirectUri, reauthenticate }) => {
      const url = new URL(`${server}/login`)
      url.searchParams.set('service', serviceOf(redirectUri, state))
      if (reauthenticate) url.searchParams.set('renew', 'true')
      return url
    },
    finish: async (answer, { state, redirectUri }, http) => {
      const ticket = answer.get('ticket')
      if (ticket === null) throw new BackendError('access_denied', 'the answer has no ticket')
      const query = new URLSearchParams({ service: serviceOf(redirectUri, state), ticket, format: 'JSON' })
      const response = await http(`${server}/p3/serviceValidate?${query}`)
      if (!response.ok) throw new BackendError('provider_unavailable', `status ${response.status}`)
      const { authenticationSuccess: success } = (await response.json()).serviceResponse ?? {}
      if (success === undefined) throw new BackendError('identity_rejected', 'the ticket is not valid')
      const { mail = null, displayName = null, memberOf = [] } = success.attributes ?? {}
      return {
        subject: success.user,
        username: success.user,
        name: displayName,
        email: mail,
        claims: { groups: memberOf },
      }
    },
  })
}

/** CAS has no parameter for a state, so it travels in the address to return to. */
function serviceOf(redirectUri, state) {
  return `${redirectUri}?${new URLSearchParams({ state })}`
}
