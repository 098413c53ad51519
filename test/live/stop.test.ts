import { openLive } from '../support/live.js'
import { useSites } from '../support/use-site.js'

const startSite = useSites()

test('a server that stops closes sockets with 1001, and ends at once', async () => {
  const site = await startSite({ database: 'sqlite' })
  const visitor = site.visitor()
  await visitor.ask('/api/live/state')
  const pages = await Promise.all(Array.from({ length: 3 }, () => openLive(site, visitor)))
  const closing = site.close()
  for (const { page } of pages) expect(await page.closed).toEqual({ code: 1001, reason: 'the server stops' })
  await closing
})

test('a page that does not answer the close frame is cut off', async () => {
  const site = await startSite({ database: 'sqlite' })
  const visitor = site.visitor()
  await visitor.ask('/api/live/state')
  const { page } = await openLive(site, visitor)
  page.socket.pause()
  await site.close()
  page.socket.terminate()
})
