import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHttpServer, listen } from '../src/http-server.js'
import { SettingsError } from '../src/settings/settings-error.js'
import { useSites } from './support/use-site.js'

const startSite = useSites()

test('an administrator whose port is taken reads which setting to change, and not where in Node it failed', async () => {
  const other = createServer()
  await listen(other, { host: '127.0.0.1', port: 0 }, 'PORT')
  const { port } = other.address() as AddressInfo
  const answer = () => Promise.resolve()
  const second = createHttpServer(answer, new AbortController().signal)
  const refused = listen(second, { host: '127.0.0.1', port }, 'PORT or HOST')
  await expect(refused).rejects.toThrow(SettingsError)
  await expect(refused).rejects.toThrow(
    `PORT or HOST: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
  )
  await new Promise((resolve) => other.close(resolve))
})

test('the port of the metrics is reported in the same way', async () => {
  const other = createServer()
  await listen(other, { host: '127.0.0.1', port: 0 }, 'PORT')
  const { port } = other.address() as AddressInfo
  const refused = startSite({ database: 'sqlite', env: { METRICS_PORT: String(port) } })
  await expect(refused).rejects.toThrow('METRICS_PORT or METRICS_HOST: listen EADDRINUSE')
  await new Promise((resolve) => other.close(resolve))
})
