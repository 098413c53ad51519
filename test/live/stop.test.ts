import { openLive } from '../support/live.js'
import { useSites } from '../support/use-site.js'

const startSite = useSites()

test('a server that stops says goodbye with 1001, and is gone at once', async () => {
  const site = await startSite({ database: 'sqlite' })
  const visitor = site.visitor()
  await visitor.ask('/api/live/state')
  const pages = await Promise.all(Array.from({ length: 3 }, () => openLive(site, visitor)))
  const began = performance.now()
  const closing = site.close()
  for (const { page } of pages) expect(await page.closed).toEqual({ code: 1001, reason: 'the server stops' })
  await closing
  expect(performance.now() - began).toBeLessThan(1000)
})

test('a page that does not answer the goodbye is cut off', async () => {
  const site = await startSite({ database: 'sqlite' })
  const visitor = site.visitor()
  await visitor.ask('/api/live/state')
  const { page } = await openLive(site, visitor)
  page.socket.pause()
  const began = performance.now()
  await site.close()
  expect(performance.now() - began).toBeLessThan(5000)
  page.socket.terminate()
})
