import type { Views } from '../views/index.js'

/**
 * The page of Demo ID on which one says whether to sign out there, too.
 * @param form of the provider's library: where it is posted to, and its proof
 */
export function logoutPage(views: Views, form: string): string {
  const action = /action="([^"]+)"/.exec(form)?.[1]
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(form)?.[1]
  if (action === undefined || xsrf === undefined) throw new Error('the form of oidc-provider is another')
  return views.render({ name: 'demo-logout', action, xsrf })
}
