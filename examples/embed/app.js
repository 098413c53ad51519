// A shop of two pages, with sign-in below /auth. Install the tarball of the package here (see the README of the repository), run
// "npm start", and open http://localhost:3000.
import Koa from 'koa'
import { portcullis } from 'portcullis/koa'
import config from './portcullis.config.js'

const gate = await portcullis(config)
const app = new Koa()
app.use(gate.middleware())
app.use((ctx) => {
  const { user } = ctx.state
  ctx.type = 'html'
  ctx.body = user
    ? `<p>Hello ${escape(user.name ?? user.username)}. <a href="/auth/account">Your account</a></p>`
    : `<p>Hello. <a href="${gate.loginUrl(null, ctx.url)}">Sign in</a></p>`
})
const { origin, port } = new URL(gate.baseUrl)
gate.attach(app.listen(port))
console.log(`The shop is open at ${origin}`)

function escape(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
}
