// What a browser does: sign-ins and requests over kept-alive connections.
import { Agent, request } from 'node:http'

export const agent = new Agent({ keepAlive: true })

/** A browser's cookies. @typedef {Map<string, string>} Jar */

/**
 * Requests a URL with the cookies of the jar, and puts in those of the answer.
 * @param {string} url @param {Jar} jar @returns {Promise<string>} the Location
 */
export function get(url, jar) {
  return new Promise((resolve, reject) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent = request(url, { agent, headers: cookie ? { cookie } : {} }, (response) => {
      for (const header of response.headers['set-cookie'] ?? []) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(header) ?? []
        if (name && value) jar.set(name, value)
        else if (name) jar.delete(name)
      }
      response.resume().on('end', () => {
        if ((response.statusCode ?? 500) >= 400) reject(new Error(`${response.statusCode} at ${url}`))
        else resolve(response.headers.location ?? '')
      })
    })
    sent.on('error', (error) => {
      // The server has closed a connection that was not used for a while, as during a seeding.
      if (sent.reusedSocket) get(url, jar).then(resolve, reject)
      else reject(error)
    })
    sent.end()
  })
}

/**
 * Signs in with a new browser, or with that of `jar`.
 * @param {string} origin @param {string} subject the user at the provider @param {Jar} jar
 */
export async function signIn(origin, subject, jar = new Map()) {
  const toProvider = new URL(await get(`${origin}/login/bench`, jar))
  toProvider.searchParams.set('login_hint', subject)
  await get(await get(toProvider.href, new Map()), jar)
  return jar
}
