// node --test: the contract that every backend must pass, with a small CAS server in place of the real one.

import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { backendContract } from 'portcullis/testing'
import { companyLogin } from './company-login.js'

const tickets = new Map()
const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url, 'http://localhost')
  const isKnown = tickets.get(searchParams.get('ticket')) === searchParams.get('service')
  const serviceResponse = isKnown
    ? { authenticationSuccess: { user: 'ada', attributes: { mail: 'ada@example.com', memberOf: ['staff'] } } }
    : { authenticationFailure: { code: 'INVALID_TICKET' } }
  response.end(JSON.stringify({ serviceResponse }))
})
before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)))
after(() => {
  server.closeAllConnections()
  server.close()
})

backendContract({ describe, test }, () => ({
  backend: companyLogin(`http://127.0.0.1:${server.address().port}`),
  subject: 'ada',
  // What the login page does: it remembers a ticket for the address to return to, and sends the browser there.
  answer: (url) => {
    const service = url.searchParams.get('service')
    const ticket = `ST-${tickets.size + 1}`
    tickets.set(ticket, service)
    return new URLSearchParams({ state: new URL(service).searchParams.get('state'), ticket })
  },
}))
