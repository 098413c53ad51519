// The least that a signed-in request can be in Koa: koa-session with everything in its signed cookie, and no user to look
// up. PORT in the environment.
import Koa from 'koa'
import { createSession } from 'koa-session'

const app = new Koa()
app.keys = ['a key for the benchmark that is long enough']
app.use(createSession(app))
app.use((ctx) => {
  if (ctx.session === null) return
  if (ctx.path === '/sign-in') ctx.session['user'] = { id: '1', name: 'Ben Ch' }
  ctx.body = { user: ctx.session['user'] ?? null }
})
app.listen(Number(process.env['PORT']))
