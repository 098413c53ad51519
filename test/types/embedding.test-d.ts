/** Proofs for `tsc --noEmit`: what a program may do with a gate. Nothing here is ever run. */
import Router from 'koa-router'
import Koa from 'koa'
import { z } from 'zod'
import { defineConfig, serve } from '../../src/exports/index.js'
import { portcullis, type StateOf } from '../../src/exports/koa.js'

const config = defineConfig({
  baseUrl: 'https://shop.example/auth',
  database: { url: 'postgres://localhost/shop', schema: 'auth' },
  user: { fields: z.object({ tenantId: z.string() }), roles: ['editor', 'publisher'] },
})

export async function embed(): Promise<void> {
  const gate = await portcullis(config)
  const app = new Koa<StateOf<typeof gate>>()
  app.use(gate.middleware())
  app.use((ctx) => {
    const { user } = ctx.state
    // @ts-expect-error -- there may be no user
    ctx.body = user.username
    ctx.body = user ? `Hello ${user.name ?? user.fields.tenantId}` : gate.loginUrl('google', ctx.url)
  })
  const router = new Router<StateOf<typeof gate>>()
  router.get('/edit', gate.requireRole('editor'), (ctx) => {
    const tenantId: string = ctx.state.user.fields.tenantId
    ctx.body = tenantId
  })
  router.post('/me/delete', gate.requireForm(), async (ctx) => {
    await gate.users.delete(ctx.state.user.id)
    ctx.redirect('/')
  })
  // @ts-expect-error -- the configuration has no such role
  gate.requireRole('admin')
  // @ts-expect-error -- and one role at least
  gate.requireRole()
  // @ts-expect-error -- a field of another type
  await gate.users.update('x', { fields: { tenantId: 7 } })
  await gate.users.update('x', { fields: { tenantId: 't1' }, roles: ['publisher'] })
  // @ts-expect-error -- there is no such event
  gate.on('user-born', () => undefined)
  gate.on('signed-in', ({ user }) => {
    user.roles.includes('editor')
  })
  gate.attach(app.listen(3000))
  // @ts-expect-error -- without a base URL
  defineConfig({ database: 'file:./a.db' })
  // @ts-expect-error -- a part that nobody can leave out
  defineConfig({ baseUrl: 'https://shop.example', database: 'file:./a.db', without: ['sessions'] })
  const server = await serve(config)
  const tenants = (await server.users.list({ role: 'editor' })).users.map(({ fields }) => fields.tenantId)
  console.log(server.url, tenants.join())
}
