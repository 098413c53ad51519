import type { BrowserContext } from 'playwright-core'

/**
 * Collects the errors of scripts in all pages of this browser. Chromium reports a page transition that it skips, because
 * the next page came too fast, as if a script had failed.
 */
export function collectScriptErrors(context: BrowserContext, errors: string[]): void {
  context.on('weberror', (reported) => {
    const { message } = reported.error()
    if (!message.startsWith('Transition was ')) errors.push(message)
  })
}
