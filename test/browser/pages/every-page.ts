import { ACCOUNT_PAGES } from './account.js'
import { ADMIN_PAGES } from './admin.js'
import { NEW_SITE_PAGES } from './new-site.js'
import type { PageState } from './page.js'
import { SIGN_IN_PAGES } from './sign-in.js'

export type { Opened, PageState } from './page.js'

/**
 * Every page of the product, in all states that look different. They are opened in this order, and those of administrators
 * come first, because what is done for the other pages shows there.
 */
export const EVERY_PAGE: readonly PageState[] = [
  ...ADMIN_PAGES,
  ...SIGN_IN_PAGES,
  ...ACCOUNT_PAGES,
  ...NEW_SITE_PAGES,
]
