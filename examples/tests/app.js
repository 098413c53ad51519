import Koa from 'koa'
import { pathToFileURL } from 'node:url'
import { portcullis } from 'portcullis/koa'
import config from './portcullis.config.js'

/** The application; tests give it a gate of their own. */
export function createApp(gate) {
  const app = new Koa()
  const requireEditor = gate.requireRole('editor')
  app.use(gate.middleware())
  app.use((ctx, next) => (ctx.path.startsWith('/edit') ? requireEditor(ctx, next) : next()))
  app.use((ctx) => {
    const { user } = ctx.state
    ctx.body = user ? `${user.name ?? user.username} of ${user.fields.team}` : 'Please sign in.'
  })
  return app
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const gate = await portcullis(config)
  gate.attach(createApp(gate).listen(3000))
}
