import Koa from 'koa'
import { request } from 'node:http'
import { TrustedProxies } from '../../src/middleware/client-info.js'
import { hostGuard } from '../../src/middleware/host-guard.js'
import { freePort } from '../support/free-port.js'

/** The status of a request with this Host header to a site at this URL: 200 if it is the host of the site. */
async function statusFor(siteUrl: string, host: string): Promise<number> {
  const app = new Koa()
  app.silent = true
  app.use(hostGuard(new URL(siteUrl), new TrustedProxies([]), () => false))
  app.use((ctx) => {
    ctx.body = 'ok'
  })
  const port = await freePort()
  const server = app.listen(port, '127.0.0.1')
  try {
    return await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, headers: { host }, agent: false }, (response) => {
        response.resume().on('end', () => {
          resolve(response.statusCode ?? 0)
        })
      })
        .on('error', reject)
        .end()
    })
  } finally {
    server.close()
  }
}

test.each([
  ['https://login.example.com', 'login.example.com'],
  ['https://login.example.com', 'login.example.com:443'],
  ['https://login.example.com', 'LOGIN.example.com:443'],
  ['https://login.example.com', 'login.example.com:'],
  ['http://login.example.com', 'login.example.com:80'],
  ['https://[2001:db8::1]', '[2001:db8::1]:443'],
  ['https://login.example.com:8443', 'login.example.com:8443'],
])('the site %s responds for the host %s', async (site, host) => {
  expect(await statusFor(site, host)).toBe(200)
})

test.each([
  ['https://login.example.com', 'login.example.com:80'],
  ['https://login.example.com', 'login.example.com:8443'],
  ['https://login.example.com', 'login.example.com:0443'],
  ['https://login.example.com', 'login.example.com:443:443'],
  ['https://login.example.com', 'evil.example:443'],
  ['http://login.example.com', 'login.example.com:443'],
  ['https://login.example.com:8443', 'login.example.com'],
  ['https://login.example.com:8443', 'login.example.com:443'],
])('the site %s does not respond for the host %s', async (site, host) => {
  expect(await statusFor(site, host)).not.toBe(200)
})
